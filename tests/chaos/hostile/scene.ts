import type { Browser, Page } from 'playwright-chromium'
import type { Finding } from '../../support/instruments/instrument.ts'
import type { Place } from './look.ts'
import type { HostileRoom, Wall } from './room.ts'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { clean } from '../../../core/words/text.ts'
import { none, told } from '../../support/instruments/instrument.ts'
import { inkOutside } from './ink.ts'
import { lookAt } from './look.ts'
import { watch } from './watch.ts'

/** A wall, and what of its texts was taken, or what its author wrote. */
export interface Taken {
  wall: Wall
  texts: string[]
}

/** Phone, slide and panel, on which every wall is looked at. */
export interface Scene {
  /** Has a wall written, let through and revealed, and looks at it meanwhile. Resolves with what was taken. */
  play: (wall: Wall) => Promise<string[]>
  /** What is wrong on all that were played. */
  findings: (taken: readonly Taken[]) => Finding[]
}

/** Milliseconds that a page may take on a busy machine. */
const COMES_UP_MS = 15_000

const PHONE = { width: 360, height: 800 }
const SMALL_PHONE = { width: 320, height: 568 }
const PROJECTOR = { width: 1280, height: 720 }
/** So high that the whole list of the panel is in sight. */
const LAPTOP = { width: 1366, height: 2600 }

const VISIBLE_SLIDE = '.slidev-page:not([style*="display: none"])'
const PHONE_PLACE: Place = { root: '.main', text: '.row-label', box: '.row' }
const PANEL_PLACE: Place = { root: '.moderation', text: '.text bdi', box: 'li' }

function slidePlace({ def }: Wall): Place {
  const root = `${VISIBLE_SLIDE} .stage`
  if (def.kind === 'words')
    return { root, text: '.cloud li bdi', box: '.cloud' }
  if (def.kind === 'text' || def.kind === 'board')
    return { root, text: '.post p', box: '.post' }
  return def.kind === 'matrix' ? { root, text: '.names span', box: '.names li' } : { root, text: '.poll-rows .label', box: '.poll-rows li' }
}

interface Wrong { strangers: string[], out: string[], disordered: string[], changed: string[], ink: string[] }

/** @param pictures a folder for a picture of every page, to be looked at by somebody */
export async function openScene(browser: Browser, room: HostileRoom, pictures: string | null): Promise<Scene> {
  const visitor = async (who: string, viewport: { width: number, height: number }, cookie?: string) => {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce', acceptDownloads: true })
    const [name, value] = cookie?.split('=') ?? []
    if (name && value)
      await context.addCookies([{ name, value, url: room.server.url }])
    return { watched: await watch(context, who), page: await context.newPage() }
  }
  const [attendee, screen, facilitator] = await Promise.all([visitor('phone', PHONE, room.attendeeCookie), visitor('slide', PROJECTOR), visitor('panel', LAPTOP, room.facilitatorCookie)])
  const [phone, slide, panel, loupe] = [attendee.page, screen.page, facilitator.page, await browser.newPage()]
  const watched = [attendee, screen, facilitator].map(({ watched }) => watched)
  await Promise.all([slide.goto(room.server.deckUrl), panel.goto(`${room.server.url}/facilitator/presenter/1`)])
  const wrong: Wrong = { strangers: [], out: [], disordered: [], changed: [], ink: [] }
  const dead: string[] = []
  let onSlides = 0
  let cut = 0
  if (pictures)
    mkdirSync(pictures, { recursive: true })

  async function look(where: string, page: Page, place: Place, texts: readonly string[], { all = true, ink = true, inside = true } = {}): Promise<number> {
    const seen = await lookAt(page, place)
    const add = (list: string[], found: readonly string[]) => list.push(...found.map(what => `${where}: ${what}`))
    cut += seen.cut
    add(wrong.strangers, seen.strangers)
    if (inside)
      add(wrong.out, seen.out)
    add(wrong.disordered, seen.disordered)
    const [shown, known] = [new Set(seen.texts), new Set(texts.map(text => text.trim()))]
    add(wrong.changed, [...shown].filter(text => !known.has(text)).map(text => `not as it was written: ${JSON.stringify(text)}`))
    if (all)
      add(wrong.changed, [...known].filter(text => !shown.has(text)).map(text => `not there: ${JSON.stringify(text)}`))
    if (ink)
      add(wrong.ink, await inkOutside(loupe, page, place))
    if (pictures)
      await page.screenshot({ path: join(pictures, `${where.replaceAll(/\W+/g, '-')}.png`), fullPage: true, animations: 'disabled' })
    return shown.size
  }

  async function play(wall: Wall): Promise<string[]> {
    const { def } = wall
    const texts = await room.write(wall)
    const where = (page: string) => `${def.id}, ${page}`
    const isOpen = !('options' in def)
    // Authors see what they wrote before the room does.
    const inside = isOpen
    // A page that is loaded anew has all of it in its HTML.
    const reload = async (stage: 'open' | 'result') => {
      await phone.goto(room.server.url)
      // The script has taken the place of what the server wrote.
      await phone.locator(`.page[data-stage="${stage}"]:has([role="status"]) .main .row`).first().waitFor({ timeout: COMES_UP_MS }).catch(() => dead.push(`${def.id}, phone, ${stage}`))
    }
    await phone.setViewportSize(PHONE)
    await reload('open')
    // Their author sees words as written, in whatever wording they count.
    await look(where('phone, open'), phone, PHONE_PLACE, [...texts, ...wall.texts.map(clean)], { all: !isOpen, ink: false, inside })
    await room.reveal(wall, texts)
    await reload('result')
    await look(where('phone, result'), phone, PHONE_PLACE, texts, { ink: false, inside })
    await phone.setViewportSize(SMALL_PHONE)
    await look(where('small phone, result'), phone, PHONE_PLACE, texts, { ink: isOpen, inside })

    await slide.waitForURL(new RegExp(`/${wall.slide}$`))
    const place = slidePlace(wall)
    await slide.locator(place.root).locator(place.text).filter({ visible: true }).first().waitFor()
    onSlides += await look(where('slide'), slide, place, texts, { all: !isOpen, ink: isOpen && def.kind !== 'words', inside })
    if (isOpen) {
      await panel.waitForURL(new RegExp(`/${wall.slide}$`))
      await panel.getByText(`0 waiting, ${texts.length} shown`).waitFor()
      await look(where('panel'), panel, PANEL_PLACE, texts)
    }
    for (const { look } of watched)
      await look()
    return texts
  }

  return {
    play,
    findings: (taken) => {
      const all = taken.flatMap(({ texts }) => texts)
      return [
        told('texts', `${taken.reduce((sum, { wall }) => sum + wall.texts.length, 0)} written, ${all.length} of them and of authors shown, ${onSlides} of them on a slide, ${cut} cut off at its end`),
        none('refused in a way that no attendee understands', room.oddRefusals),
        none('pages that did not come up', dead),
        none('elements and attributes that no component made', wrong.strangers),
        none('texts that are not shown as they were written', wrong.changed),
        none('texts outside their box, or pages that scroll sideways', wrong.out),
        none('paint on what stands beside a text', wrong.ink),
        none('neighbours that a text puts in another order', wrong.disordered),
        none('scripts that ran, dialogs, requests to elsewhere, faults of pages', watched.flatMap(({ ran }) => ran)),
        none('reports of the content policy, and errors in the console', watched.flatMap(({ blocked }) => blocked)),
      ]
    },
  }
}
