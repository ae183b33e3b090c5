import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { usePages } from '../../../server/build/build.ts'
import { openPrintedDeck } from '../../../server/export/printer.ts'
import { recordOf } from '../../../server/export/record.ts'
import { settle } from '../../../server/export/settle.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { deckAt, pathOfDeck, paths } from '../../../server/paths.ts'
import { startRoom } from '../../../server/rooms/room.ts'
import { findTestBrowser } from '../../support/browser/browser.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, workshopStart } from '../../support/polls/polls.ts'
import { votedWorkshop } from '../../support/polls/voted-workshop.ts'
import { childrenOf } from '../../support/processes/children.ts'
import { run } from '../../support/processes/terminal.ts'
import { FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { openBrowser, person, PROJECTOR } from '../people.ts'

/** Its slides are wrong in every way. The last of them is drawn without end, while the room is on it. */
const ENDLESS = 7
const deck = deckAt(join(paths.root, 'tests', 'broken-deck'))
const content = await loadContent(deck.root)
const dist = await usePages(paths.root, () => {}, deck)

const ERRORS = ['Slide 4: <Throws> this is not set up', 'Slide 5: <Throws> this fails later', 'Slide 6: There is no poll "nothing". Declare it, or correct the name on this slide.', 'A component leaves the slides: it goes to http://deck.invalid/deck/print?print=true']
const MISSING = ['Slide 3: /faces/100%.svg is missing', 'Slide 3: /faces/bob.svg is missing']
const LEFT_OUT = `No slide shows this result, so the print leaves it out: “${choice.title}”. The tables have all of them: npm run report`

/** A workshop on this deck and on a poll whose slide is gone, both with votes. */
async function openDeck(slide = 1, patience?: number) {
  const workshop = votedWorkshop({ ...content, polls: [...content.polls, choice] }, 3)
  workshop.slide.no = slide
  return openPrintedDeck({ browser: await findTestBrowser(), dist, record: recordOf(workshop, false), theme: 'light', withNotes: false, onSlide: () => {}, ...patience && { patience } })
}

describe('the export of a deck with errors', () => {
  it('has all slides and the images of the public folder, and reports every error with its slide', async () => {
    const { page, faults, close } = await openDeck()
    expect(faults).toEqual({ errors: ERRORS, warnings: [...MISSING, LEFT_OUT] })
    expect(await page.locator('img[src$="ann.svg"]').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    await close()
  })

  it('is aborted if a slide never stops running', async () => {
    await expect(openDeck(ENDLESS, 2000)).rejects.toThrow('The slides got stuck. A component in them may run without end')
  })

  it('is aborted if the page crashes or the browser exits', async () => {
    const { page, during, close } = await openDeck()
    const crashed = expect(during(() => page.waitForFunction(() => false))).rejects.toThrow('The slides were too much for the browser')
    await page.goto('chrome://crash').catch(() => {})
    await crashed
    const browser = page.context().browser()!
    const another = await browser.newPage()
    const ended = expect(during(() => another.waitForFunction(() => false))).rejects.toThrow('The browser ended in the middle of printing.')
    await browser.close()
    await ended
    await close()
  })
})

describe('settle', () => {
  const slides = (...contents: string[]) => contents.map((content, index) => `<div class="print-slide-container" style="height: 2000px"><div data-slidev-no="${index + 1}">${content}</div></div>`).join('')
  const open = async (html: string, script = '') => {
    const { page } = await person(await openBrowser(), 'about:blank', PROJECTOR)
    await page.setContent(`<div id="mermaid-rendering-container"></div>Words <a href="/">beside</a> it<div id="print-container">${html}</div><p id="tip" style="position: absolute">A tip</p><script>${script}</script>`)
    return page
  }
  const PICTURE = 'data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\' width=\'9\' height=\'9\'/>'

  it('waits for diagrams, for data-waitfor, for lazy images and for content that loads when visible', async () => {
    const page = await open(slides('<div class="mermaid"></div>', '<div data-waitfor=".chart"></div>', `<img id="lazy" loading="lazy" src="${PICTURE}">`, '<p id="seen"></p>'), `
      const host = document.querySelector('.mermaid').attachShadow({ mode: 'open' })
      setTimeout(() => host.innerHTML = '<svg/>', 900)
      setTimeout(() => document.querySelector('[data-waitfor]').innerHTML = '<b class="chart">Chart</b>', 600)
      new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && setTimeout(() => seen.textContent = 'Seen', 200)).observe(seen)`)
    expect(await settle(page, async () => {})).toEqual([])
    expect(await page.evaluate(() => [document.querySelector('.mermaid')!.shadowRoot!.childElementCount, document.querySelector('#seen')!.textContent])).toEqual([1, 'Seen'])
    expect(await page.locator('#lazy').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(9)
    expect(await page.locator('.chart').count()).toBe(1)
    expect(await page.locator('body').evaluate(body => [...body.childNodes].map(node => (node as Element).id))).toEqual(['print-container', 'tip'])
  })

  it('continues without content that never arrives, reports it with its slide, and doesn\'t wait for endless activity', async () => {
    const page = await open(slides('<p id="clock"></p>', '<div class="mermaid"></div><div data-waitfor=".never"></div>'), `
      document.querySelector('.mermaid').attachShadow({ mode: 'open' })
      setInterval(() => clock.textContent = performance.now(), 50)`)
    expect(await settle(page, async () => {}, 700)).toEqual([{ slide: 2, words: '“.never”, which it waits for, did not come' }, { slide: 2, words: 'a diagram is not drawn to its end' }])
  })
})

describe('npm run export', () => {
  it('writes the PDF of a deck with errors, reports them and exits with 1', async () => {
    const data = tempFolder()
    const log = sqliteLog(join(data, 'workshops.sqlite'))
    const room = await startRoom(workshopStart({ workshop: 'broken-room', polls: [...content.polls] }), { log, now: () => 0, onFault: error => expect.unreachable(String(error)) })
    room.close()
    await log.close()
    const { code, out, err } = await run('server/cli/commands/export.ts', pathOfDeck(deck), '--data', data, '--output', join(data, 'deck'))
    expect(err.trim().split('\n')).toEqual([...MISSING.map(line => `! ${line}`), ...ERRORS.map(line => `✖ ${line}`)])
    expect(out).toContain(join(data, 'deck.pdf'))
    expect(code).toBe(1)
    const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(data, 'deck.pdf'))))
    expect(pdf.numPages).toBe(8)
    // The name of this workshop is longer than a page is wide.
    for (let no = 1; no <= pdf.numPages; no++) {
      const page = await pdf.getPage(no)
      const items = (await page.getTextContent()).items.filter(item => 'str' in item)
      const endOf = (text: string) => Math.max(...items.filter(({ str }) => str.includes(text)).map(({ transform, width }) => transform[4] + width))
      const { width } = page.getViewport({ scale: 1 })
      expect([endOf('1970'), endOf(`${no} / 8`)].map(end => end > 0 && end < width), `page ${no}`).toEqual([true, true])
    }
  })
})

async function startServer(slide = 2) {
  const server = await startTestServer({ dist, start: { polls: [...content.polls, choice], opening: 'auto' } })
  const presenter = await server.facilitator()
  await presenter.send({ type: 'slide:show', no: slide, clicks: 0, poll: choice.id })
  const { round } = await presenter.next('poll', ({ def }) => def.id === choice.id)
  const ann = await server.attendee('ann')
  const vote = () => ann.send({ type: 'ballot:cast', poll: choice.id, round, answer: picks('a') })
  const exportPdf = (signal?: AbortSignal) => fetch(`${server.url}/facilitator/api/export.pdf`, { headers: { cookie: FACILITATOR_COOKIE }, ...signal && { signal } })
  return { ...server, presenter, vote, exportPdf }
}

describe('the panel\'s Export PDF', () => {
  it('downloads the PDF of a deck with errors, and lists them', async () => {
    const { presenter, vote, exportPdf } = await startServer()
    await vote()
    await presenter.send({ type: 'poll:reveal', poll: choice.id })
    const response = await exportPdf()
    expect(response.status).toBe(200)
    expect(JSON.parse(decodeURIComponent(response.headers.get('workshop-warnings')!))).toEqual([...ERRORS, ...MISSING, LEFT_OUT])
    expect((await getDocumentProxy(new Uint8Array(await response.arrayBuffer()))).numPages).toBe(8)
  })

  it.runIf(process.platform === 'linux')('is aborted when its page closes or its browser exits, and the workshop continues', async () => {
    const { vote, exportPdf } = await startServer(ENDLESS)
    const printers = () => childrenOf(process.pid).filter(({ command }) => command.includes('print-worker'))
    const ofBrowser = (type: RegExp) => printers().flatMap(({ pid }) => childrenOf(pid)).filter(({ command }) => type.test(command))
    const browsers = () => ofBrowser(/--remote-debugging-pipe(?!.*--type=)/)

    const left = new AbortController()
    const first = exportPdf(left.signal).catch((error: Error) => error.name)
    await expect.poll(browsers).toHaveLength(1)
    const second = await exportPdf()
    expect([second.status, await second.text()]).toEqual([500, 'The slides are being printed already. Wait for that, then try again.'])
    left.abort()
    expect(await first).toBe('AbortError')
    await expect.poll(printers).toEqual([])
    expect(await vote()).toEqual({ ok: true })

    const third = exportPdf()
    await expect.poll(() => ofBrowser(/--type=renderer/)).not.toEqual([])
    browsers().forEach(({ pid }) => process.kill(pid, 'SIGKILL'))
    const answer = await third
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('The browser ended in the middle of printing.')])

    await expect.poll(printers).toEqual([])
    const fourth = exportPdf()
    await expect.poll(printers).toHaveLength(1)
    process.kill(printers()[0]!.pid, 'SIGKILL')
    expect(await (await fourth).text()).toMatch(/The print ended before it was done \(SIGKILL\)\./)
    expect(await vote()).toEqual({ ok: true })
  })
})
