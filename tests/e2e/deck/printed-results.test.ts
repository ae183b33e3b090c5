import type { BrowserContextOptions, Page } from 'playwright-chromium'
import type { Answer } from '../../../core/kinds/kinds.ts'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { MISSING_WORDS } from '../../../client/draw/words.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { openPrintedDeck } from '../../../server/export/printer.ts'
import { recordOf } from '../../../server/export/record.ts'
import { paths } from '../../../server/paths.ts'
import { resultsOf } from '../../../server/report/results/results.ts'
import { freeze } from '../../../server/report/site/frozen.ts'
import { siteOf } from '../../../server/report/site/site.ts'
import { findTestBrowser } from '../../support/browser/browser.ts'
import { findFaults } from '../../support/browser/slide-measure.ts'
import { picks, rates, spends } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const content = await loadContent(paths.root)
const room = play({ polls: content.polls, roles: content.file.roles })
let deck: Awaited<ReturnType<typeof openPrintedDeck>>

type AnswerOf = (options: string[], person: number) => Answer

/** So many people answer an open poll, and it closes. */
function vote(poll: string, people: number, answerOf: AnswerOf): void {
  const ids = optionsOf(room.poll(poll).def).map(({ id }) => id)
  for (let person = 0; person < people; person++)
    room.vote(`a:${person}`, poll, answerOf(ids, person))
  room.press('poll:close', poll)
}

function hide(poll: string, people: number, answerOf: AnswerOf): void {
  room.press('poll:open', poll)
  vote(poll, people, answerOf)
}

function reveal(poll: string, people: number, answerOf: AnswerOf): void {
  hide(poll, people, answerOf)
  room.press('poll:reveal', poll)
}

beforeAll(async () => {
  for (let person = 0; person < 20; person++)
    room.say(`a:${person}`, content.file.roles[person % 2]!.id)
  // Two rounds, of which the second has fewer voters.
  const rating = (options: string[], person: number) => rates(Object.fromEntries(options.map((id, index) => [id, 1 + (person + index) % 5])))
  reveal('culture/practices', 4, rating)
  room.press('poll:repeat', 'culture/practices')
  vote('culture/practices', 2, rating)
  room.press('poll:reveal', 'culture/practices')
  // Two roles that differ on two options alike.
  reveal('iac/practices', 20, (options, person) => rates(Object.fromEntries(options.map((id, index) => [id, index < 2 ? 2 + person % 2 * 2 : 3]))))
  room.press('poll:split', 'iac/practices')
  // Two camps.
  reveal('sre/practices', 20, ([first, second], person) => rates({ [first!]: person % 2 ? 1 : 5, [second!]: 4 }))
  // All that may come of a vote.
  hide('culture/bottlenecks', 3, ([first]) => spends({ [first!]: 2 }))
  hide('cicd/bottlenecks', 0, () => spends({}))
  room.press('poll:open', 'config/bottlenecks')
  room.vote('a:1', 'config/bottlenecks', spends({ [optionsOf(room.poll('config/bottlenecks').def)[0]!.id]: 1 }))
  reveal('sre/bottlenecks', 2, ([first, second]) => spends({ [first!]: 1, [second!]: 1 }))
  reveal('sre/owner', 3, () => picks('shared'))
  reveal('culture/owner', 3, () => picks('unsure'))
  hide('finops/owner', 3, () => picks('nobody'))
  // A plan of which one action is surer than the other.
  room.facilitate({ type: 'action:add', text: 'List the ten tests', owner: 'Mina', due: '2026-12-18' })
  room.facilitate({ type: 'action:add', text: 'Read the alert list together', owner: 'Jo of Platform' })
  reveal('confidence', 1, ([first, second]) => rates({ [first!]: 4, [second!]: 2 }))
  deck = await openPrintedDeck({ dist: pagesFolder(paths.root), record: recordOf(room.workshop, false, true), theme: 'light', withNotes: false, browser: await findTestBrowser(), onSlide: () => {} })
}, 120_000)
afterAll(() => deck.close())

/** The text of a part of the print, with single blanks. */
async function textOf(selector: string): Promise<string> {
  return (await deck.page.locator(selector).allInnerTexts()).join().replace(/\s+/g, ' ')
}

it('fits its text', async () => {
  expect(await findFaults(deck.page)).toEqual([])
})

it.each([
  ['platform', 'Not asked This question was not put to the vote. The list stands for itself.'],
  ['config', 'Still open Voting was still open. The result was not revealed.'],
  ['cicd', 'No votes Nobody voted on this question. The list stands for itself.'],
  ['culture', 'Not revealed The result of this vote was not revealed.'],
])('[V8] says what came of a vote without a result: %s', async (discipline, text) => {
  expect(await textOf(`[data-poll="${discipline}/bottlenecks"] .vote`)).toBe(text)
})

it('[S4] lists what nobody knows apart from what was not voted on and what was not revealed', async () => {
  expect(await textOf('.owners .rows')).toBe('08 SRE Shared 3 of 3 10 Culture We don’t know none of 3 could say')
  expect(await textOf('.owners .rest')).toMatch(/^Not asked: CI\/CD, .*Improvement Not revealed: FinOps$/)
})

it('[S7] [S9] [S10] has the numbers of the export on radar, heat map and disagreements', async () => {
  const { sections, disagreements } = resultsOf(room.workshop, false)
  const tags = new Map(content.disciplines.map(({ id, tag }) => [id, tag]))
  const linesIn = async (selector: string) => (await deck.page.locator(selector).allInnerTexts()).map(text => text.replace(/\s+/g, ' ').trim())
  expect(await deck.page.locator('.radar-chart .label').allTextContents()).toEqual(sections.map(({ id, axis }) =>
    `${tags.get(id)}${axis.median === null ? MISSING_WORDS[axis.missing!] : `${axis.median.toFixed(1)}n ${axis.voters}`}`))
  for (const { id, cells } of sections)
    expect(await deck.page.locator(`.heatmap tr[data-discipline="${id}"] td`).evaluateAll(cells => cells.map(cell => [...cell.querySelectorAll('.words, .voters, .missing')].map(({ textContent }) => textContent).join(' ')))).toEqual(cells.map(({ words, voters, missing }) => words === null ? MISSING_WORDS[missing!] : `${words} n ${voters}`))
  const statements = disagreements.camps.map(({ low, high }) => `${low.ratings} ${low.levels.join(', ')} ${high.ratings} ${high.levels.join(', ')}`)
  expect(statements).toEqual(['10 Not true, Slightly 10 Mostly, Fully'])
  expect(await linesIn('.disagreements .camps-bar')).toEqual(statements)
  const gaps = disagreements.roles.map(({ low, high }) => `${low.labels.join(' and ')} ${low.value.toFixed(1)} ${high.labels.join(' and ')} ${high.value.toFixed(1)}`)
  expect(gaps).toHaveLength(2)
  expect(await linesIn('.disagreements .gap-bar')).toEqual(gaps)
})

it('leaves out a column of the standing that was not asked', async () => {
  expect(await textOf('.standing .head')).toContain('What good looks like')
  expect(await textOf('.standing .head')).not.toContain('What we can answer')
  expect(await deck.page.locator('.standing .row').first().locator('.standing-bar').count()).toBe(1)
})

it('[R14] has the same words for a tie on a takeaway as on the slide before', async () => {
  expect(await textOf('[data-discipline="sre"] aside.top .label')).toBe('2 are level')
  expect(await textOf('.takeaway[data-discipline="sre"] .top span')).toBe('What slows us here, 2 are level')
})

it('has the plan, with owners, dates and what is too much', async () => {
  expect(await textOf('.slidev-layout.actions')).toMatch(/List the ten tests.* Mina by 18 December .*Read the alert list together.* Jo of Platform .*2\.0 make it smaller/)
})

it('gives a ranking of three or fewer the whole slide', async () => {
  const [list, first] = await Promise.all(['.ranking .lists', '.ranking .first >> nth=0'].map(selector => deck.page.locator(selector).boundingBox()))
  expect(first!.width).toBeCloseTo(list!.width, 0)
})

it('[R12] says how many voted in both rounds, on one page, with the names of its columns', async () => {
  const stage = '[data-poll="culture/practices"]'
  expect(await textOf(`${stage} .note`)).toMatch(/^round 2, 2 voters, .* round 1, 4 voters; 0 of 2 in both moved$/)
  expect(await textOf(`${stage} .legend`)).toBe('1 Not true 5 Fully Don\'t know interpolated median')
  expect(await deck.page.locator(`${stage} .page-note`).count()).toBe(0)
})

it('[G4] frames every option on which roles differ most', async () => {
  const stage = '[data-poll="iac/practices"]'
  expect(await deck.page.locator(`${stage} .line[data-gap]`).count()).toBe(2)
  expect(await textOf(`${stage} .gap`)).toBe('You disagree most on the 2 framed lines, by 2.0 each')
})

describe('the site of a report', () => {
  let html: string

  beforeAll(async () => {
    html = await siteOf(deck)
  })

  /** Opens it from its folder. @returns what it asks for besides */
  async function openSite(options: BrowserContextOptions, address = ''): Promise<{ page: Page, requests: string[] }> {
    const file = join(tempFolder(), 'index.html')
    writeFileSync(file, html)
    const context = await deck.page.context().browser()!.newContext(options)
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const requests: string[] = []
    page.on('request', request => /^(?:data|file):/.test(request.url()) || requests.push(request.url()))
    page.on('pageerror', error => requests.push(error.message))
    await page.goto(pathToFileURL(file).href + address)
    return { page, requests }
  }

  it('shows one slide at a time, by keys, buttons and addresses, and needs nothing but itself', async () => {
    const { page, requests } = await openSite({ viewport: { width: 1280, height: 720 }, colorScheme: 'dark' }, '#%')
    const slides = await page.locator('.print-slide-container').count()
    const at = async () => [await page.locator('.print-slide-container').filter({ visible: true }).count(), await page.locator('.site-place').textContent()]
    expect(await at()).toEqual([1, `1 / ${slides}`])
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Next slide' }).click()
    expect([await at(), new URL(page.url()).hash]).toEqual([[1, `3 / ${slides}`], '#slide-3'])
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('PageUp')
    expect(await at()).toEqual([1, `${slides - 1} / ${slides}`])
    await page.getByText('Contents').click()
    await page.getByRole('link', { name: 'Continuous Integration & Delivery' }).click()
    await page.locator('.site-current h1').filter({ hasText: 'Continuous Integration & Delivery' }).waitFor()
    // The tab of a discipline, on the strip under the slide.
    await page.locator('.site-current .print-strip').getByRole('link', { name: 'SRE' }).click()
    await page.locator('.site-current').filter({ hasText: 'Reliability & Resilience Engineering' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true)
    const { width, height, y } = (await page.locator('.site-current').boundingBox())!
    expect(width <= 1280 && y >= 0 && y + height <= 720 - 40).toBe(true)
    expect(await page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'error').length)).toBe(0)
    expect(requests).toEqual([])
  })

  it('is a page to scroll where no script runs', async () => {
    const { page } = await openSite({ javaScriptEnabled: false })
    expect(await page.locator('.print-slide-container').filter({ visible: true }).count()).toBe(await deck.page.locator('.print-slide-container').count())
    expect(await page.getByRole('button', { name: 'Next slide' }).count()).toBe(0)
  })

  it('has the results, and nothing of the facilitator\'s', () => {
    expect(html.includes('What slows us here, 2 are level')).toBe(true)
    const notes = content.polls.flatMap(def => optionsOf(def)).flatMap(({ note }) => note?.startsWith('Listen for') ? [note] : [])
    expect(notes.length).toBeGreaterThan(10)
    expect(notes.filter(note => html.includes(note))).toEqual([])
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(['deck.invalid', '__WORKSHOP', '"a:1"'].filter(word => html.includes(word))).toEqual([])
  })

  it('has the pictures of its host in it, also those in drawings and shadow roots; links to others stay', async () => {
    const context = await deck.page.context().browser()!.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.route('**/*', route => route.fulfill(route.request().url().endsWith('.svg')
      ? { contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }
      : { contentType: 'text/html', body: `<div id="print-container"><div class="print-slide-container">
          <img src="/a.svg"><svg><image href="/b.svg"/><image xlink:href="/c.svg"/></svg><img src="http://">
          <p><template shadowrootmode="open"><svg><image href="/d.svg"/></svg><img src="/e.svg"><img src="http://other.invalid/f.svg"></template></p>
        </div></div>` }))
    await page.goto('http://deck.invalid/')
    const { slides } = await freeze(page)
    expect([...slides.matchAll(/(?:src|href)="([^",]*)/g)].map(([, address]) => address)).toEqual([...Array.from({ length: 3 }).fill('data:image/svg+xml;base64'), 'http://', ...Array.from({ length: 2 }).fill('data:image/svg+xml;base64'), 'http://other.invalid/f.svg'])
  })

  it('is the same, byte for byte, when it is made again', async () => {
    expect(await siteOf(deck) === html).toBe(true)
  })
})
