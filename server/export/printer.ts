import type { Browser, Page } from 'playwright-chromium'
import type { SlideSize } from '../../authoring/deck/slide-file.ts'
import type { DeckRecord } from '../../core/protocol/down.ts'
import type { WatchedBrowser } from './browser/watched-browser.ts'
import type { Unsettled } from './settle.ts'
import type { PrintFaults } from './slide-faults.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errors } from 'playwright-chromium'
import { SLIDE_FILE } from '../../authoring/deck/slide-file.ts'
import { readNeeds, scriptSources } from '../build/deck-needs.ts'
import { pageAt } from '../build/page-at.ts'
import { openWatchedBrowser } from './browser/watched-browser.ts'
import { builtFile } from './built-file.ts'
import { settle } from './settle.ts'
import { isNavigation, listenForFaults } from './slide-faults.ts'

/** This host is never contacted: every request is answered from the built pages. */
const ORIGIN = 'http://deck.invalid'

/** Pixels of a picture from left to right. */
const PICTURE_WIDTH = 1920
/** How long one slide may take, in milliseconds. */
const PATIENCE = 60_000
/** How long a page of the PDF may take besides, in milliseconds. */
const PAGE_MS = 5_000

export interface PrintOptions {
  /** The program that prints. */
  browser: string
  /** The folder of the built pages. */
  dist: string
  record: DeckRecord
  theme: 'light' | 'dark'
  /** With a page of speaker notes after each slide. */
  withNotes: boolean
  /** Called as slides are drawn, with how many are and how many there will be. */
  onSlide: (done: number, all: number) => void
  /** Milliseconds that one slide may take. */
  patience?: number
}

export interface PrintedDeck extends Pick<WatchedBrowser, 'during' | 'moved' | 'close'> {
  page: Page
  slide: SlideSize
  /** When the workshop started, in milliseconds since 1970. */
  startedAt: number
  faults: PrintFaults
}

/**
 * Opens the deck's print page with a workshop's results in it. No server runs; only what the deck's author links to is fetched from outside.
 * @returns once all of it is drawn, or as much as can be; `faults` says what is wrong with it
 * @throws UserError when the browser does not start, ends, or gets stuck
 */
export async function openPrintedDeck(options: PrintOptions): Promise<PrintedDeck> {
  const { browser, patience = PATIENCE } = options
  let drawn = ''
  // A slide that is never done is printed as it is; a page that no longer responds is an error.
  const watched = await openWatchedBrowser(browser, 1.5 * patience, () => `The slides got stuck${drawn}. A component in them may run without end; the page answers nothing any more.`)
  const onSlide: PrintOptions['onSlide'] = (done, all) => {
    drawn = ` with ${done} of ${all} drawn`
    watched.moved()
    options.onSlide(done, all)
  }
  try {
    const { during, moved, close } = watched
    let pages = 0
    const printed = await during(() => draw(watched, { ...options, onSlide: (done, all) => onSlide(done, pages = all), patience }))
    // A PDF is made in one go, which takes minutes with many large pictures on a busy machine.
    moved(1.5 * patience + PAGE_MS * pages)
    return { ...printed, during, moved, close }
  }
  catch (error) {
    await watched.close()
    throw error
  }
}

async function draw(watched: WatchedBrowser, options: Required<PrintOptions>): Promise<Pick<PrintedDeck, 'page' | 'slide' | 'startedAt' | 'faults'>> {
  const { record, theme, withNotes, onSlide, patience } = options
  const pages = withNotes ? 'facilitator' : 'deck'
  const slide = JSON.parse(readFileSync(join(options.dist, pages, SLIDE_FILE), 'utf8')) as SlideSize
  const page = await newPage(watched.browser, theme, slide)
  const { quiet, faults } = listenForFaults(page)
  await answerRequests(page, options.dist, pages)
  await page.addInitScript((results) => {
    window.__WORKSHOP_RECORD__ = results
    // It is printed from here, once.
    window.print = () => {}
  }, record)
  // Only the facilitator's build has notes. A picture from another host may never load.
  await page.goto(`${ORIGIN}/${pages}/${withNotes ? 'presenter/print' : 'print'}?print=true`, { waitUntil: 'domcontentloaded' })
  await page.emulateMedia({ media: 'screen', colorScheme: theme })
  await page.locator('.print-slide-container').first().waitFor({ state: 'attached' })
  const undrawn = await allDrawn(page, onSlide, patience)
  const unsettled = await settle(page, quiet)
  await page.evaluate(() => document.fonts.ready)
  const found = await faults(record, [...undrawn, ...unsettled])
  await page.evaluate(() => window.__WORKSHOP_FURTHER_PAGES__?.())
  return { page, slide, startedAt: record.room.workshop.startedAt, faults: found }
}

async function newPage(browser: Browser, theme: PrintOptions['theme'], slide: SlideSize): Promise<Page> {
  const viewport = { width: Math.ceil(slide.width), height: slide.height }
  const page = await browser.newPage({ viewport, deviceScaleFactor: PICTURE_WIDTH / viewport.width, colorScheme: theme, reducedMotion: 'reduce' })
  // The browser as a whole is watched.
  page.setDefaultTimeout(0)
  return page
}

async function answerRequests(page: Page, dist: string, pages: string): Promise<void> {
  let isOpened = false
  // The same policy as on the server: only the deck's scripts run, nothing that attendees wrote.
  const headers = { 'content-security-policy': `script-src ${scriptSources(readNeeds(join(dist, pages))).join(' ')}; object-src 'none'` }
  await page.route('**/*', async (route) => {
    const request = route.request()
    const { origin, pathname } = new URL(request.url())
    try {
      if (isNavigation(page, request)) {
        // If a component navigates away, the slides stay: 204 cancels a navigation.
        if (isOpened)
          return await route.fulfill({ status: 204 })
        isOpened = true
      }
      // A picture from another host.
      if (origin !== ORIGIN)
        return await route.continue()
      const path = builtFile(dist, pathname)
      if (!path)
        await route.fulfill({ status: 404 })
      else if (isNavigation(page, request))
        await route.fulfill({ body: pageAt(readFileSync(path, 'utf8'), { place: '', base: `/${pages}/` }), contentType: 'text/html', headers })
      else
        await route.fulfill({ path, headers })
    }
    catch {
      // An unreadable file, or a closed page: only this request fails.
      await route.abort().catch(() => {})
    }
  })
}

/** @returns the slides that are not drawn after all this time */
async function allDrawn(page: Page, onSlide: PrintOptions['onSlide'], timeout: number): Promise<Unsettled[]> {
  const all = await page.locator('.print-slide-container').count()
  let undrawn: number[] = Array.from({ length: all }, (_, index) => index + 1)
  for (let done = 0; done < all; done = all - undrawn.length, onSlide(done, all)) {
    const next = await page.waitForFunction(fewerUndrawn, all - done, { timeout }).catch((error) => {
      if (error instanceof errors.TimeoutError)
        return null
      throw error
    })
    if (!next)
      return undrawn.map(slide => ({ slide, words: 'it is not drawn to its end' }))
    undrawn = await next.jsonValue() as number[]
  }
  return []
}

/** Runs in the page. The slides that are not drawn yet, once there are fewer than before. */
function fewerUndrawn(before: number): number[] | false {
  const numbers = [...document.querySelectorAll('.print-slide-container')].flatMap((slide) => {
    const no = Number(slide.querySelector('[data-slidev-no]')?.getAttribute('data-slidev-no'))
    return window.__WORKSHOP_DRAWN__?.has(no) && !slide.querySelector('.slidev-slide-loading') ? [] : [no]
  })
  return numbers.length < before && numbers
}
