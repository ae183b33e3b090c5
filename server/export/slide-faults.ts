import type { Page, Request } from 'playwright-chromium'
import type { Welcome } from '../../core/protocol/down.ts'
import type { Unsettled } from './settle.ts'

/** What an author or a facilitator should know about a print. */
export interface PrintFaults {
  /** What is wrong on slides. */
  errors: string[]
  /** What is not in the print. */
  warnings: string[]
}

/** What Slidev draws instead of a slide that failed to load; the reason is in the console only. */
const SLIDEV_ERROR = /Failed to fetch this slide|An error occurred on this slide/
/** Requests of these types leave a gap when they fail. */
const SEEN = new Set(['image', 'font', 'stylesheet'])
/** How long a print waits for the network, in milliseconds: a picture from another host may never load. */
const NETWORK_MS = 10_000
/** The network counts as idle after this time, in milliseconds, as in Slidev's own export. */
const QUIET_MS = 500
/** These stay open as long as the page. */
const LASTING = new Set(['websocket', 'eventsource'])

/** Whether it would replace this page. */
export function isNavigation(page: Page, request: Request): boolean {
  return request.isNavigationRequest() && request.frame() === page.mainFrame()
}

/** Listens to a page from the start. */
export function listenForFaults(page: Page): { quiet: () => Promise<void>, faults: (record: Welcome, unsettled: readonly Unsettled[]) => Promise<PrintFaults> } {
  const scripts: string[] = []
  const missing = new Set<string>()
  const underway = new Set<Request>()
  let busy = () => {}
  const done = (request: Request, isMissing: boolean) => {
    underway.delete(request)
    if (isMissing)
      missing.add(request.url())
    busy()
  }
  page.on('pageerror', error => scripts.push(`The deck has an error: ${error.message}`))
  page.on('request', (request) => {
    if (!LASTING.has(request.resourceType()))
      underway.add(request)
    busy()
  })
  let navigations = 0
  page.on('request', request => isNavigation(page, request) && ++navigations > 1 && scripts.push(`A component leaves the slides: it goes to ${request.url()}`))
  page.on('requestfinished', request => done(request, false))
  page.on('response', response => response.status() >= 400 && missing.add(response.url()))
  page.on('requestfailed', request => done(request, SEEN.has(request.resourceType()) && request.failure()?.errorText !== 'net::ERR_ABORTED'))

  return {
    /** Waits, within limits, until the network is idle. */
    quiet: async () => {
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, NETWORK_MS)
        let still: NodeJS.Timeout | undefined
        busy = () => {
          clearTimeout(still)
          if (underway.size === 0)
            still = setTimeout(() => resolve(clearTimeout(limit)), QUIET_MS)
        }
        busy()
      })
      busy = () => {}
      underway.forEach(request => SEEN.has(request.resourceType()) && missing.add(request.url()))
    },
    faults: async (record, unsettled) => {
      const { found, pictures, polls } = await page.evaluate(inPage, [...missing])
      const onSlides = [
        ...found.map(({ slide, words }) => ({ slide, words: SLIDEV_ERROR.test(words) ? 'it could not be loaded' : words })),
        ...unsettled,
      ].sort((a, b) => (a.slide ?? 0) - (b.slide ?? 0))
      const origin = new URL(page.url()).origin
      return {
        errors: [...new Set([...onSlides.map(({ slide, words }) => `${placeOf(slide)}${words}`), ...scripts])],
        warnings: [
          // In a stable order, not that of the failures.
          ...[...missing].sort().map(url => `${placeOf(pictures[url])}${url.startsWith(origin) ? url.slice(origin.length) : url} is missing`),
          ...leftOut(record, polls),
        ],
      }
    },
  }
}

/** Undefined for an element outside of slides. */
function placeOf(slide: number | null | undefined): string {
  return slide ? `Slide ${slide}: ` : ''
}

/** Runs in the page, so it can't use anything from this module. */
function inPage(missing: string[]) {
  const slideOf = (element: Element) => Number(element.closest('.print-slide-container')?.querySelector('[data-slidev-no]')?.getAttribute('data-slidev-no')) || null
  const all = (selector: string) => [...document.querySelectorAll(`#print-container :is(${selector})`)]
  const found = [
    ...window.__WORKSHOP_FAULTS__ ?? [],
    ...all('[data-problem]').map(element => ({ slide: slideOf(element), words: element.getAttribute('data-problem') || element.textContent.trim() })),
    ...all('[data-slidev-no]').filter(slide => /^\s*(?:Failed to fetch this slide|An error occurred on this slide)/.test(slide.textContent)).map(slide => ({ slide: slideOf(slide), words: slide.textContent.trim() })),
  ]
  const addressOf = (href: string) => URL.canParse(href, location.href) ? new URL(href, location.href).href : href
  const pictures: Record<string, number> = {}
  for (const element of all('img, source, image, link, use')) {
    const url = element instanceof HTMLImageElement ? element.currentSrc || element.src : addressOf(element.getAttribute('href') ?? '')
    const slide = slideOf(element)
    if (missing.includes(url) && slide !== null)
      pictures[url] ??= slide
  }
  return { found, pictures, polls: all('[data-poll]').map(element => element.getAttribute('data-poll')!) }
}

/** Polls with a result that no slide shows any more, because their slide was removed or is hidden. */
function leftOut({ polls }: Welcome, drawn: readonly string[]): string[] {
  const titles = polls.filter(({ def, result, voters }) => result && voters > 0 && !drawn.includes(def.id)).map(({ def }) => `“${def.title}”`)
  return titles.length === 0 ? [] : [`No slide shows ${titles.length === 1 ? 'this result' : 'these results'}, so the print leaves ${titles.length === 1 ? 'it' : 'them'} out: ${titles.join(', ')}. The tables have all of them: npm run report`]
}
