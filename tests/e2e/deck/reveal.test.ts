import type { Page } from 'playwright-chromium'
import type { PollDef } from '../../../core/kinds/kinds.ts'
import { describe, expect, it } from 'vitest'
import { currentRound, FACILITATOR } from '../../../core/workshop.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { likelyAnswer } from '../../../tools/gallery/answers.ts'
import { asks, writes } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { openBrowser, PROJECTOR } from '../people.ts'

/** The slide of the poll "opening". */
const SLIDE = 3
const LABELS = ['Security reviews arrive after the release train has left, and nobody knows how to stop it', 'Monitor', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft']
const options = Array.from({ length: 30 }, (_, index) => ({ id: `o${index}`, label: `${LABELS[index % 3]} ${index}` }))
const LEVELS = ['Never', 'Rarely', 'Sometimes', 'Often', 'Always']
const asked: PollDef[] = [kinds.choice, kinds.dots, { ...kinds.scale, levels: LEVELS }].map(def => ({ ...def, id: 'opening', options }))

/** The rows as they stand, and which of all they are. */
async function rowsOn(page: Page): Promise<{ note: string | null, widths: number[] }> {
  const stage = page.locator('.stage').filter({ visible: true })
  return {
    note: await stage.locator('.page-note').textContent(),
    widths: await stage.locator('.rows > li').evaluateAll(rows => rows.map(row => Math.round(row.getBoundingClientRect().width)).filter(width => width > 0)),
  }
}

it('a heading beside a join code is as large as one without', async () => {
  const def: PollDef = { ...kinds.board, id: 'opening', title: 'What is open?', live: true, moderated: false }
  const { url, room } = await startTestServer({ dist: pagesFolder(paths.root), start: { polls: [def] } })
  const page = await (await openBrowser()).newPage({ viewport: PROJECTOR })
  await room.submit(FACILITATOR, { type: 'slide:show', id: 'show', no: SLIDE, clicks: 0, poll: def.id })
  await room.submit(FACILITATOR, { type: 'poll:open', id: 'open', poll: def.id })
  const round = currentRound(room.workshop.polls.get(def.id)!).id
  await room.submit('a:1', { type: 'ballot:cast', id: 'cast', poll: def.id, round, answer: asks([{ id: 'post-0001', text: 'Who pays?' }]) })
  await page.goto(`${url}/deck/${SLIDE}`)
  const head = page.locator('.stage .head').filter({ visible: true })
  await head.locator('.qr').waitFor()
  const size = () => head.locator('.heading > :first-child').evaluate(heading => getComputedStyle(heading).fontSize)
  await expect.poll(size).toBe('60px')
  await room.submit(FACILITATOR, { type: 'poll:close', id: 'close', poll: def.id })
  await head.locator('.qr').waitFor({ state: 'detached' })
  await expect.poll(size).toBe('60px')
})

it('a post is larger when it is shown alone', async () => {
  const def: PollDef = { ...kinds.text, id: 'opening', live: true, moderated: false }
  const { url, room } = await startTestServer({ dist: pagesFolder(paths.root), start: { polls: [def] } })
  const page = await (await openBrowser()).newPage({ viewport: PROJECTOR })
  await room.submit(FACILITATOR, { type: 'slide:show', id: 'show', no: SLIDE, clicks: 0, poll: def.id })
  await room.submit(FACILITATOR, { type: 'poll:open', id: 'open', poll: def.id })
  const round = currentRound(room.workshop.polls.get(def.id)!).id
  const write = (person: number) => room.submit(`a:${person}`, { type: 'ballot:cast', id: `cast-${person}`, poll: def.id, round, answer: writes({ id: `post-${person}`, text: 'Too many meetings' }) })
  await write(1)
  await page.goto(`${url}/deck/${SLIDE}`)
  const posts = page.locator('.stage .post p').filter({ visible: true })
  const size = () => posts.first().evaluate(post => Number.parseFloat(getComputedStyle(post).fontSize))
  await expect.poll(size).toBeGreaterThan(84)
  await write(2)
  await write(3)
  await expect.poll(() => posts.count()).toBe(3)
  expect(await size()).toBeLessThanOrEqual(84)
})

describe('a slide on which a long result is revealed', () => {
  it.each(asked)('has the same rows and pages as a slide that is opened later: $kind', async (def) => {
    const { url, room } = await startTestServer({ dist: pagesFolder(paths.root), start: { polls: [def] } })
    const browser = await openBrowser()
    const open = async () => {
      const page = await browser.newPage({ viewport: PROJECTOR })
      await page.goto(`${url}/deck/${SLIDE}`)
      await page.locator('.stage .rows > li').filter({ visible: true }).first().waitFor()
      return page
    }
    await room.submit(FACILITATOR, { type: 'slide:show', id: 'show', no: SLIDE, clicks: 0, poll: def.id })
    await room.submit(FACILITATOR, { type: 'poll:open', id: 'open', poll: def.id })
    const early = await open()
    const round = currentRound(room.workshop.polls.get(def.id)!).id
    for (let person = 0; person < 28; person++)
      await room.submit(`a:${person}`, { type: 'ballot:cast', id: `cast-${person}`, poll: def.id, round, answer: likelyAnswer(def, person) })
    for (const type of ['poll:close', 'poll:reveal'] as const)
      await room.submit(FACILITATOR, { type, id: type, poll: def.id })
    await early.locator('.stage .rows').filter({ visible: true }).and(early.locator(`[data-look="${def.kind === 'scale' ? 'charts' : 'bars'}"]`)).waitFor()
    const late = await open()
    const expected = await rowsOn(late)
    expect(expected.widths.length).toBeGreaterThan(3)
    await expect.poll(() => rowsOn(early), { timeout: 3000 }).toEqual(expected)
  })
})
