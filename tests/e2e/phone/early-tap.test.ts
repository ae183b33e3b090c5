import type { Page } from 'playwright-chromium'
import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { TestServerOptions } from '../../support/server/test-server.ts'
import { describe, expect, it } from 'vitest'
import { currentRound, FACILITATOR } from '../../../core/workshop.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { paths } from '../../../server/paths.ts'
import { divides, picks, rates, spends } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { openBrowser, PHONE } from '../people.ts'

interface Gesture {
  poll: PollDef
  tap: (page: Page) => Promise<unknown>
  answer: Answer
}

const gestures: Gesture[] = [
  { poll: kinds.choice, tap: page => page.getByRole('radio').nth(1).click(), answer: picks('b') },
  { poll: kinds.scale, tap: page => page.getByRole('radio').nth(1).click(), answer: rates({ a: 2 }) },
  { poll: kinds.dots, tap: page => page.getByRole('button', { name: 'Add a dot: Option B' }).click(), answer: spends({ b: 1 }) },
  { poll: kinds.points, tap: page => page.getByRole('button', { name: 'Add 10 points: Option B' }).click(), answer: divides({ b: 10 }) },
]
const [choice] = gestures as [Gesture]

type Start = TestServerOptions['start'] & Pick<TestServerOptions, 'seats'> & { before?: object[] }

/** A phone on the slide of a poll, whose scripts the network holds back. */
async function openRoom(poll: PollDef, { seats, before, ...start }: Start = {}) {
  const server = await startTestServer({ dist: pagesFolder(paths.root), seats, start: { polls: [poll], ...start } })
  let no = 0
  const facilitate = (command: object) => server.room.submit(FACILITATOR, { id: `command-${no++}`, ...command } as never)
  await facilitate({ type: 'slide:show', no: 2, clicks: 0, poll: poll.id })
  for (const command of before ?? [])
    await facilitate(command)
  const context = await (await openBrowser()).newContext({ viewport: PHONE, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', error => problems.push(error.message))
  let letThem = () => {}
  const come = new Promise<void>(resolve => letThem = resolve)
  await page.route('**/assets/*.js', route => come.then(() => route.continue()))
  await page.goto(server.url, { waitUntil: 'commit' })
  return {
    ...server,
    facilitate,
    page,
    problems,
    counted: () => [...currentRound(server.room.workshop.polls.get(poll.id)!).ballots.values()],
    /** Ballots in the log: what was tapped, and how often it was taken. */
    casts: async () => (await entriesOf(server.log, server.room.workshop.id)).filter(({ command }) => command.type === 'ballot:cast').length,
    async letScriptsCome() {
      letThem()
      await page.locator('[data-live]').waitFor()
    },
  }
}

const early = (page: Page) => page.locator('#early')

describe('a tap before the page\'s script runs', { timeout: 60_000 }, () => {
  it.each(gestures)('counts once and is taken over: $poll.kind', async ({ poll, tap, answer }) => {
    const { page, counted, casts, letScriptsCome, problems } = await openRoom(poll)
    await tap(page)
    await early(page).getByText('Counted').waitFor()
    expect(counted()).toEqual([answer])
    await letScriptsCome()
    await page.locator('.foot .stamp', { hasText: 'Counted' }).waitFor()
    expect(await early(page).count()).toBe(0)
    expect(counted()).toEqual([answer])
    expect(await casts()).toBe(1)
    expect(problems).toEqual([])
  })

  it('replaces the previous one, as later taps do', async () => {
    const { page, counted, letScriptsCome } = await openRoom(choice.poll)
    await page.getByRole('radio').nth(0).click()
    await page.getByRole('radio').nth(2).click()
    await early(page).getByText('Counted').waitFor()
    expect(counted()).toEqual([picks('c')])
    await letScriptsCome()
    await page.getByRole('radio').nth(1).click()
    await expect.poll(counted).toEqual([picks('b')])
    expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true)
  })

  it('is resent by the page if its reply was lost, and counts once', async () => {
    const { page, place, counted, casts, letScriptsCome } = await openRoom(choice.poll)
    await page.route(place, async (route) => {
      if (route.request().method() !== 'POST')
        return route.continue()
      await route.fetch()
      await route.abort()
    })
    await choice.tap(page)
    await early(page).getByText('It did not arrive.').waitFor()
    expect(counted()).toEqual([choice.answer])
    await letScriptsCome()
    await page.locator('.foot .stamp', { hasText: 'Counted' }).waitFor()
    expect(await casts()).toBe(1)
  })

  it('shows why it was refused, before and after the script runs', async () => {
    const { page, facilitate, counted, letScriptsCome } = await openRoom(choice.poll)
    await page.getByRole('radio').first().waitFor()
    await facilitate({ type: 'poll:close', poll: choice.poll.id })
    await choice.tap(page)
    await early(page).getByText('Voting is closed.').waitFor()
    await letScriptsCome()
    await page.locator('.foot').getByText('Your last tap came too late.').waitFor()
    expect(counted()).toEqual([])
  })

  it('keeps what was typed', async () => {
    const { page, letScriptsCome, problems } = await openRoom(kinds.text)
    await page.getByRole('textbox').fill('Half a thought')
    await letScriptsCome()
    expect(await page.getByRole('textbox').inputValue()).toBe('Half a thought')
    await page.getByText('266 letters left').waitFor()
    expect(problems).toEqual([])
  })
})

describe('hydration matches the page rendered by the server', { timeout: 60_000 }, () => {
  // The kinds above are covered by their own tests.
  it.each(kinds.polls.filter(({ id }) => gestures.every(({ poll }) => poll.id !== id)))('for the kind $kind, $id', async (poll) => {
    const { problems, letScriptsCome } = await openRoom(poll)
    await letScriptsCome()
    expect(problems).toEqual([])
  })

  const poll = choice.poll.id
  const ballot = { type: 'ballot:cast', poll, round: `${poll}#1`, answer: picks('a') }
  it.each<[string, Start]>([
    ['a seat', { seats: 1 }],
    ['a role', { roles: [{ id: 'dev', label: 'Development' }] }],
    ['nothing to vote on', { before: [{ type: 'slide:show', no: 3, clicks: 0, poll: null }] }],
    ['a vote that has not opened', { opening: 'manual' }],
    ['a vote that is closed', { before: [{ type: 'poll:close', poll }] }],
    ['a result', { before: [ballot, { type: 'poll:close', poll }, { type: 'poll:reveal', poll }] }],
    ['the end', { before: [{ type: 'workshop:end' }] }],
    ['reactions', { reactions: ['👏'] }],
  ])('with %s', async (_, start) => {
    const { problems, letScriptsCome } = await openRoom(choice.poll, start)
    await letScriptsCome()
    expect(problems).toEqual([])
  })
})
