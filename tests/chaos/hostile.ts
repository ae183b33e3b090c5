import type { BrowserContext, Page } from 'playwright-chromium'
import type { Finding, Instrument, InstrumentOptions } from '../support/instrument.ts'
import type { Place } from './hostile/look.ts'
import type { HostileRoom, Wall } from './hostile/room.ts'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-chromium'
import { clean } from '../../core/text.ts'
import { findBrowser } from '../../server/browser.ts'
import { paths } from '../../server/paths.ts'
import { none, told } from '../support/instrument.ts'
import { ownWalls, writeHostileDeck } from './hostile/deck.ts'
import { faultsOfCalc, faultsOfCsv, faultsOfPdf, faultsOfXlsx } from './hostile/files.ts'
import { inkOutside } from './hostile/ink.ts'
import { lookAt } from './hostile/look.ts'
import { openHostileRoom } from './hostile/room.ts'
import { watch } from './hostile/watch.ts'

/** So many texts go onto this project's own deck; for more, one is written and built. */
const FEW = 60

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
    return { root, text: '.cloud li', box: '.cloud' }
  if (def.kind === 'text' || def.kind === 'board')
    return { root, text: '.post p', box: '.post' }
  return def.kind === 'matrix' ? { root, text: '.names span', box: '.names li' } : { root, text: '.poll-rows .label', box: '.poll-rows li' }
}

interface Wrong { strangers: string[], out: string[], disordered: string[], changed: string[], ink: string[] }

/** Texts that mean harm, on every screen and in every file. `rounds` is how many there are. */
export const hostile: Instrument = {
  name: 'hostile',
  about: 'Texts that mean harm, on every screen and in every file',
  run: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'workshop-hostile-'))
    try {
      return await run(folder, options)
    }
    finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function run(folder: string, { rounds = 1000, seed, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  const small = rounds <= FEW
  const { deck, walls } = small ? { deck: undefined, walls: await ownWalls(rounds, seed) } : writeHostileDeck(folder, rounds, seed)
  const room = await openHostileRoom({ data: join(folder, 'data'), deck, mutant })
  const browser = await chromium.launch({ executablePath: await findBrowser(), chromiumSandbox: false })
  try {
    const visitor = async (who: string, viewport: { width: number, height: number }, cookie?: string) => {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce', acceptDownloads: true })
      if (cookie)
        await context.addCookies([{ name: cookie.split('=')[0]!, value: cookie.split('=')[1]!, url: room.server.url }])
      return { context, watched: await watch(context, who) }
    }
    const [attendee, screen, facilitator] = [await visitor('phone', PHONE, room.attendeeCookie), await visitor('slide', PROJECTOR), await visitor('panel', LAPTOP, room.facilitatorCookie)]
    const loupe = await browser.newPage()
    const scene = await openScene(room, attendee.context, screen.context, facilitator.context, loupe, small ? null : join(paths.root, 'out', 'hostile'))
    const taken: { wall: Wall, texts: string[] }[] = []
    for (const wall of walls) {
      taken.push({ wall, texts: await scene.play(wall) })
      for (const { watched } of [attendee, screen, facilitator])
        await watched.look()
      if (taken.length % 10 === 0)
        tell(`${taken.length} of ${walls.length} slides`)
    }
    const watched = [attendee, screen, facilitator].map(({ watched }) => watched)
    return [...scene.findings(taken), ...pageFindings(watched), ...await fileFindings(room, folder, taken, small), ...terminalFindings(room)]
  }
  finally {
    await browser.close()
    await room.close()
  }
}

/** The pages on which a wall is looked at. */
async function openScene(room: HostileRoom, attendee: BrowserContext, screen: BrowserContext, facilitator: BrowserContext, loupe: Page, pictures: string | null) {
  const wrong: Wrong = { strangers: [], out: [], disordered: [], changed: [], ink: [] }
  const [phone, slide, panel] = [await attendee.newPage(), await screen.newPage(), await facilitator.newPage()]
  await slide.goto(room.server.deckUrl)
  await panel.goto(`${room.server.url}/facilitator/presenter/1`)
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
    return texts
  }

  return {
    play,
    findings: (taken: readonly { wall: Wall, texts: string[] }[]): Finding[] => {
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
      ]
    },
  }
}

function pageFindings(watched: readonly { ran: string[], blocked: string[] }[]): Finding[] {
  return [
    none('scripts that ran, dialogs, requests to elsewhere, faults of pages', watched.flatMap(({ ran }) => ran)),
    none('reports of the content policy, and errors in the console', watched.flatMap(({ blocked }) => blocked)),
  ]
}

async function fileFindings({ server, facilitatorCookie }: HostileRoom, folder: string, taken: readonly { wall: Wall, texts: string[] }[], small: boolean): Promise<Finding[]> {
  const download = async (name: string) => {
    const response = await fetch(`${server.url}/facilitator/api/${name}`, { headers: { cookie: facilitatorCookie } })
    return new Uint8Array(await response.arrayBuffer())
  }
  const texts = taken.flatMap(({ texts }) => texts)
  const [xlsx, csv] = [await download('results.xlsx'), new TextDecoder('utf-8', { ignoreBOM: true }).decode(await download('results.csv'))]
  const [inCsv, inXlsx] = [faultsOfCsv(csv, texts), faultsOfXlsx(xlsx, texts)]
  // A wall may have no room for all of them.
  const printed = taken.filter(({ wall }) => wall.def.kind !== 'words').flatMap(({ texts }) => texts.slice(0, 2))
  const pdf = await faultsOfPdf(await download('export.pdf'), printed)
  return [
    none('formulas in the CSV', inCsv.formulas),
    none('texts that the CSV changed or tore', inCsv.lost),
    none('formulas in the XLSX', inXlsx.formulas),
    none('texts that the XLSX changed or lost', inXlsx.lost),
    ...small ? [] : [none('formulas that LibreOffice finds in either', await faultsOfCalc(folder, csv, xlsx))],
    told('pages of the PDF', String(pdf.pages)),
    none('scripts, files and links of theirs in the PDF', pdf.active),
    none('scripts that ran while it was printed', pdf.ran),
    none('texts that are not printed', pdf.lost),
  ]
}

function terminalFindings({ server }: HostileRoom): Finding[] {
  const orders = [...server.raw.text.matchAll(/(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069].{0,20}/gu)].map(([order]) => JSON.stringify(order))
  return [none('what the terminal would obey', orders)]
}
