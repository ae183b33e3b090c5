import type { Buffer } from 'node:buffer'
import type { BrowserContextOptions, Page } from 'playwright-chromium'
import type { Answer, PollDef, PollKind } from '../../../core/kinds/kinds.ts'
import type { TestServer } from '../../support/server/test-server.ts'
import { get } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { hasOptions, optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { FACILITATOR } from '../../../core/workshop.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { asks, divides, estimates, picks, places, ranks, rates, says, spends, writes } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { openBrowser, PHONE } from '../people.ts'
import { tooSmall, tooWide } from './phone-measure.ts'

const { polls } = await loadContent(paths.root)

/** A server with the real pages, on the slide of a poll; with the real content if no other polls are given. */
async function startOn(poll: string, asked: PollDef[] = polls): Promise<TestServer> {
  const server = await startTestServer({ dist: pagesFolder(paths.root), start: { polls: asked } })
  const facilitator = await server.facilitator()
  await facilitator.send({ type: 'slide:show', no: 2, clicks: 0, poll })
  return server
}

async function openPhone(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const browser = await openBrowser()
  const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

const sees = (page: Page, text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()

describe('the phone page', () => {
  it('needs 40 kB of brotli or 45 kB of gzip for a vote, in two requests, a third for the connection, and 40 kB of fonts', async () => {
    const { place: url } = await startOn('cicd/practices')
    const asked: string[] = []
    const page = await openPhone('about:blank')
    page.on('request', request => void asked.push(request.url()))
    await page.goto(url)
    await sees(page, 'Tap a level on each line')
    await page.locator('[data-live]').waitFor()
    await page.evaluate(() => document.fonts.ready)
    const all = asked.filter(address => address.startsWith('http') && !address.includes('/socket.io/'))
    const fonts = all.filter(address => address.endsWith('.woff2'))
    const files = all.filter(address => !fonts.includes(address))
    expect(files.map(file => new URL(file).pathname)).toEqual([new URL(url).pathname, expect.stringMatching(/\/assets\/index-/), expect.stringMatching(/\/assets\/after-first-vote-/)])

    for (const [encoding, unpack, most] of [['br', brotliDecompressSync, 40_000], ['gzip', gunzipSync, 45_000]] as const) {
      let size = 0
      for (const file of files.slice(0, 2)) {
        const packed = await getPacked(file, encoding)
        expect(unpack(packed).length).toBeGreaterThan(packed.length)
        size += packed.length
      }
      expect(size).toBeLessThanOrEqual(most)
    }

    expect(fonts.length).toBeGreaterThan(0)
    const sizes = await Promise.all(fonts.map(async font => (await (await fetch(font)).arrayBuffer()).byteLength))
    expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(40_000)
  })

  it('shows the poll before any script has run', async () => {
    const { url } = await startOn('cicd/practices')
    const page = await openPhone(url, { javaScriptEnabled: false })
    await sees(page, 'How true is this of us?')
    await sees(page, 'Automated tests decide whether a change may ship')
  })

  it('keeps an offline tap and sends it once when the network is back', async () => {
    const { url, room } = await startOn('opening')
    const page = await openPhone(url)
    await page.getByRole('radio', { name: 'We ship too slowly' }).check({ force: true })
    await sees(page, 'Counted')
    await page.context().setOffline(true)
    await page.getByRole('radio', { name: 'We break too much' }).check({ force: true })
    await sees(page, 'Sending…')
    await page.context().setOffline(false)
    await sees(page, 'Counted')
    await expect.poll(() => [...room.workshop.polls.get('opening')!.rounds[0]!.ballots.values()]).toEqual([picks('break-less')])
  })

  it('is the same attendee in two tabs and after a reload', async () => {
    const { url, room } = await startOn('opening')
    const page = await openPhone(url)
    await page.getByRole('radio', { name: 'We ship too slowly' }).check({ force: true })
    await sees(page, 'Counted')
    const second = await page.context().newPage()
    await second.goto(url)
    await second.getByRole('radio', { name: 'We break too much' }).check({ force: true })
    await sees(second, 'Counted')
    await expect.poll(() => page.getByRole('radio', { name: 'We break too much' }).isChecked()).toBe(true)
    await page.reload()
    await expect.poll(() => page.getByRole('radio', { name: 'We break too much' }).isChecked()).toBe(true)
    expect(room.workshop.polls.get('opening')!.rounds[0]!.tally.voters).toBe(1)
  })

  it('fits a screen of 320 px, and text twice as large, with every poll', async () => {
    const { url, room } = await startOn('opening')
    const page = await openPhone(url, { viewport: { width: 320, height: 640 } })
    const faults: string[] = []
    for (const poll of polls.filter(poll => hasOptions(poll) && !poll.from)) {
      const { id, title } = poll
      const options = optionsOf(poll)
      await room.submit(FACILITATOR, { type: 'slide:show', id: `show-${id}`, no: 2, clicks: 0, poll: id })
      await sees(page, title)
      await sees(page, options.at(-1)!.label)
      faults.push(...await tooWide(page, id))
      faults.push(...await tooSmall(page))
    }
    expect(faults).toEqual([])
  })
})

/** As authors write who think of a wall and not of a phone. */
const LABELS = ['Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen', 'All of it, and what is more. '.repeat(10).slice(0, 280), 'ما الذي يبطئنا أكثر من أي شيء آخر؟', '我们每周都要花很多时间等待测试完成', '🔥🔥🔥 👩🏽‍🚀 🇨🇭', '100 %']
const hard = Array.from({ length: 30 }, (_, no) => ({ id: `o${no}`, label: LABELS[no] ?? `Option ${no}` }))
const agreement: PollDef = { ...kinds.scale, id: 'agreement', title: 'Do you agree?', levels: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'] }
const ten: PollDef = { ...kinds.scale, id: 'ten', title: 'From one to ten?', levels: Array.from({ length: 10 }, (_, level) => `Level ${level + 1}`) }
const words: PollDef = { ...kinds.words, moderated: false }
const board: PollDef = { ...kinds.board, moderated: false }

describe('a phone', { timeout: 60_000 }, () => {
  it('asks for a role with large enough touch targets', async () => {
    const { url } = await startTestServer({ dist: pagesFolder(paths.root), start: { roles: [{ id: 'qa', label: 'QA' }] } })
    const page = await openPhone(url)
    await page.getByRole('button', { name: 'Skip' }).waitFor()
    expect(await tooSmall(page)).toEqual([])
  })

  it('fits a screen of 320 px, and text twice as large, with every kind and long options', async () => {
    const asked = [agreement, ten, words, board, kinds.text, ...[kinds.choice, kinds.dots, kinds.points, kinds.rank, kinds.matrix].map(def => ({ ...def, options: hard }))]
    const { url, room } = await startOn(kinds.choice.id, asked)
    const page = await openPhone(url, { viewport: { width: 320, height: 640 } })
    const faults: string[] = []
    for (const { id, title, kind } of asked) {
      await room.submit(FACILITATOR, { type: 'slide:show', id: `show-${id}`, no: 2, clicks: 0, poll: id })
      await sees(page, title)
      await page.locator('main :is(.row, .write-field)').first().waitFor()
      if (kind === 'rank')
        await page.locator('.unplaced').first().click()
      faults.push(...await tooWide(page, `${kind}, open`))
      const round = room.workshop.polls.get(id)!.rounds[0]!.id
      for (let person = 0; person < (kind === 'scale' ? 12 : 1); person++)
        await room.submit(`a:${person}`, { type: 'ballot:cast', id: `cast-${id}-${person}`, poll: id, round, answer: ANSWERS[kind] })
      for (const type of ['poll:close', 'poll:reveal'] as const)
        await room.submit(FACILITATOR, { type, id: `${type}-${id}`, poll: id })
      await sees(page, 'The result is in')
      faults.push(...await tooWide(page, `${kind}, result`))
      // No number is broken in two.
      faults.push(...await page.locator('.result-number, .column-count, .column-level').evaluateAll((all) => {
        document.documentElement.style.fontSize = '200%'
        const broken = all.flatMap((number) => {
          const text = [...number.childNodes].findLast(node => node.nodeType === Node.TEXT_NODE && node.textContent!.trim())
          const range = document.createRange()
          range.selectNode(text ?? number)
          return text && range.getClientRects().length > 1 ? `"${number.textContent}" is broken` : []
        })
        document.documentElement.style.fontSize = ''
        return broken
      }))
    }
    expect(faults).toEqual([])
  })

  it('answers a tap on the text of an option with a dot, or says why not', async () => {
    const { url, room } = await startOn(kinds.dots.id, [kinds.dots])
    const page = await openPhone(url)
    for (let tap = 0; tap < 3; tap++)
      await page.getByText('Option A').click()
    await sees(page, '2 dots at most on one line.')
    await expect.poll(() => [...room.workshop.polls.get(kinds.dots.id)!.rounds[0]!.ballots.values()]).toEqual([spends({ a: 2 })])
  })

  it.each([390, 320])('moves nothing when a level is picked at %i px', async (width) => {
    const { url } = await startOn(agreement.id, [agreement])
    const page = await openPhone(url, { viewport: { width, height: 700 } })
    const ends = page.locator('.ends').first()
    const before = await ends.boundingBox()
    if (width === 390)
      expect(before!.height).toBeLessThan(24)
    for (const level of ['2, Disagree', '5, Strongly agree', '3, Neither']) {
      await page.getByRole('radio', { name: level }).first().click()
      await expect.poll(() => ends.locator('[data-on]').textContent()).toBe(level.slice(3))
      expect(await ends.boundingBox()).toEqual(before)
      // It does not stand under its button, so it says which one it means.
      expect(await ends.locator('[data-on]').evaluate(word => getComputedStyle(word, '::before').content)).toBe(level[0] === '5' ? 'none' : `"${level[0]} "`)
    }
  })

  it('numbers only ranked options', async () => {
    const { url } = await startOn(kinds.rank.id, [kinds.rank])
    const page = await openPhone(url)
    await page.getByRole('button', { name: 'Option B' }).click()
    await page.locator('.placed').waitFor()
    expect(await page.locator('.place-number').allTextContents()).toEqual(['1', '+', '+'])
  })

  it('doesn\'t select text when a ranked option is dragged', async () => {
    const { url } = await startOn(kinds.rank.id, [kinds.rank])
    const page = await openPhone(url)
    await page.getByRole('button', { name: 'Option B' }).click()
    expect(await page.locator('.placed .key').first().evaluate(key => getComputedStyle(key).userSelect)).toBe('none')
  })

  it('counts the letters of words, and removes the field after the last word', async () => {
    const { url } = await startOn(words.id, [words])
    const page = await openPhone(url)
    const field = page.getByRole('textbox')
    await sees(page, '30 letters left')
    await field.fill('a'.repeat(29))
    await sees(page, '1 letter left')
    await field.fill('a'.repeat(31))
    await sees(page, '1 letter too many')
    for (const word of ['Trust', 'Coffee']) {
      await field.fill(word)
      await page.getByRole('button', { name: 'Send' }).click()
      await sees(page, word)
    }
    await sees(page, 'All 2 are sent.')
    expect(await field.count()).toBe(0)
    await page.getByRole('button', { name: 'Take back: Trust' }).click()
    await field.waitFor()
  })

  it('shows a vote for others\' questions when no question was asked', async () => {
    const { url, room } = await startOn(board.id, [board])
    await room.submit('a:0', { type: 'ballot:cast', id: 'ask-0001', poll: board.id, round: room.workshop.polls.get(board.id)!.rounds[0]!.id, answer: ANSWERS.board })
    const page = await openPhone(url, { viewport: { width: 320, height: 640 } })
    await page.getByRole('button', { name: 'Who pays?' }).click()
    await page.locator('.foot .stamp', { hasText: 'Sent' }).waitFor()
    await sees(page, 'Ask, or want what others ask')
  })

  it('prints the list without the bar over it', async () => {
    const { url } = await startOn(kinds.dots.id, [kinds.dots])
    const page = await openPhone(url)
    await sees(page, 'Spend your 3 dots')
    // What the first vote does not need, the looks on paper among it, comes a little later.
    await page.waitForFunction(() => [...document.querySelectorAll('head style')].some(({ textContent }) => textContent!.includes('@media print')))
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.foot').evaluate(foot => getComputedStyle(foot).position)).toBe('static')
    expect(await page.locator('.rail').filter({ visible: true }).count()).toBe(0)
  })

  it('tells a browser in which no script runs how to go on, after a while', async () => {
    const { url } = await startOn(kinds.choice.id, [kinds.choice])
    const page = await openPhone('about:blank')
    await page.route('**/*.js', route => route.abort())
    await page.goto(url)
    const late = page.getByText('This page does not change by itself.')
    expect(await late.isVisible()).toBe(false)
    await late.evaluate(element => element.getAnimations().forEach(animation => animation.finish()))
    expect(await late.isVisible()).toBe(true)
    await page.unroute('**/*.js')
    await page.reload()
    await page.locator('[data-live]').waitFor()
    expect(await late.count()).toBe(0)
  })
})

const ANSWERS: Record<PollKind, Answer> = {
  choice: picks('o0'),
  dots: spends({ o0: 2 }),
  scale: rates({ a: 3 }),
  rank: ranks('o0', 'o1'),
  points: divides({ o0: 100 }),
  matrix: places({ o0: [1, 5] }),
  estimate: estimates(30),
  words: says('Trust'),
  text: writes({ id: 'text-000000000001', text: 'Trust' }),
  board: asks([{ id: 'text-000000000001', text: 'Who pays?' }]),
}

/** What goes over the air; `fetch` would unpack it. */
function getPacked(url: string, encoding: 'br' | 'gzip'): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': encoding } }, (response) => {
      buffer(response).then(resolve, reject)
    }).on('error', reject)
  })
}
