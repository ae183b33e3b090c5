import type { Page } from 'playwright-chromium'
import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { TestServerOptions } from '../../support/server/test-server.ts'
import { describe, expect, it } from 'vitest'
import { currentRound, FACILITATOR } from '../../../core/workshop.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { asks, divides, estimates, picks, places, ranks, rates, says, spends, writes } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { openBrowser, PHONE } from '../people.ts'

const several: PollDef = { ...kinds.choice, id: 'several', max: 2 }
const asked = { id: 'post-of-ben', text: 'Who pays for it?' }

interface Gesture {
  poll: PollDef
  vote: (page: Page) => Promise<unknown>
  answer: Answer
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text)
  await button(page, 'Send')
}

async function pickAndSend(page: Page, role: 'radio' | 'checkbox', ...nos: number[]): Promise<void> {
  for (const no of nos)
    await page.getByRole(role).nth(no).check()
  await button(page, 'Send')
}

const gestures: Gesture[] = [
  { poll: kinds.choice, vote: page => pickAndSend(page, 'radio', 1), answer: picks('b') },
  { poll: several, vote: page => pickAndSend(page, 'checkbox', 0, 2), answer: picks('a', 'c') },
  { poll: kinds.scale, vote: page => pickAndSend(page, 'radio', 2, 3), answer: rates({ a: 3, b: 1 }) },
  { poll: kinds.dots, vote: async (page) => {
    await page.locator('input.dot').nth(0).check()
    await button(page, 'Add a dot: Option A')
    await button(page, 'Add a dot: Option C')
  }, answer: spends({ a: 2, c: 1 }) },
  { poll: kinds.points, vote: async (page) => {
    await page.getByRole('spinbutton').nth(1).fill('35')
    await button(page, 'Send')
    await button(page, 'Add 10 points: Option A')
  }, answer: divides({ a: 10, b: 35 }) },
  { poll: kinds.rank, vote: async (page) => {
    for (const label of ['Option B', 'Option C'])
      await page.locator('.unplaced', { hasText: label }).click()
    await button(page, 'Move up: Option C')
  }, answer: ranks('c', 'b') },
  { poll: kinds.matrix, vote: async (page) => {
    await button(page, 'Effort 1 of 5, Impact 5 of 5')
    await page.getByRole('radio', { name: 'Option C' }).check()
    await button(page, 'Effort 4 of 5, Impact 2 of 5')
  }, answer: places({ a: [1, 5], c: [4, 2] }) },
  { poll: kinds.estimate, vote: async (page) => {
    await page.getByRole('spinbutton').fill('45')
    await button(page, 'Send')
  }, answer: estimates(45) },
  { poll: kinds.words, vote: async (page) => {
    await write(page, 'Trust')
    await write(page, 'Coffee')
    await button(page, 'Take back: Trust')
  }, answer: says('Coffee') },
  { poll: kinds.text, vote: page => write(page, 'Delete the third tool'), answer: writes({ id: expect.any(String), text: 'Delete the third tool' }) },
  { poll: { ...kinds.board, moderated: false }, vote: async (page) => {
    await page.getByRole('button', { name: asked.text }).click()
    await write(page, 'And who decides?')
  }, answer: asks([{ id: expect.any(String), text: 'And who decides?' }], [asked.id]) },
]

/** A page in a browser that runs no script, on the slide of a poll. */
async function openRoom(poll: PollDef, start: TestServerOptions['start'] = {}, seats?: number) {
  const server = await startTestServer({ dist: pagesFolder(paths.root), start: { polls: [poll], ...start }, seats })
  const facilitate = (command: object) => server.room.submit(FACILITATOR, { id: `id-${Math.random()}`, ...command } as never)
  await facilitate({ type: 'slide:show', no: 2, clicks: 0, poll: poll.id })
  if (poll.kind === 'board')
    await cast(['ben', asks([asked])])
  const context = await (await openBrowser()).newContext({ viewport: PHONE, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(server.url)
  const round = () => currentRound(server.room.workshop.polls.get(poll.id)!)
  async function cast([by, answer]: [string, Answer]) {
    await server.room.submit(`a:${by}`, { type: 'ballot:cast', id: `cast-${by}-0001`, poll: poll.id, round: currentRound(server.room.workshop.polls.get(poll.id)!).id, answer })
  }
  const counted = () => [...round().ballots].flatMap(([by, answer]) => by === 'a:ben' ? [] : [answer])
  return { ...server, facilitate, page, counted }
}

const banner = (page: Page) => page.locator('.banner').textContent().then(text => text?.trim())

describe('a phone without scripts', { timeout: 60_000 }, () => {
  it.each(gestures)('votes on $poll.kind, $poll.id, and is told that it counts', async ({ poll, vote, answer }) => {
    const { page, counted } = await openRoom(poll)
    await vote(page)
    expect(await banner(page)).toBe('Your vote is in.')
    expect(counted()).toEqual([answer])
    expect(await page.locator('.stamp').textContent()).toMatch(/^(?:Counted|Sent)$/)
  })

  it('withdraws its vote', async () => {
    const { page, counted } = await openRoom(kinds.choice)
    await pickAndSend(page, 'radio', 1)
    await button(page, 'Take my vote back')
    expect(await banner(page)).toBe('Your vote is taken back.')
    expect(counted()).toEqual([])
  })

  it('doesn\'t send an empty number, and withdraws its vote with an empty field', async () => {
    const { page, counted } = await openRoom(kinds.estimate)
    await button(page, 'Send')
    expect(await page.locator('input:invalid').count()).toBe(1)
    expect(await page.locator('.banner').count()).toBe(0)
    await page.getByRole('spinbutton').fill('45')
    await button(page, 'Send')
    expect(counted()).toEqual([estimates(45)])
    await page.getByRole('spinbutton').fill('')
    await button(page, 'Take my vote back')
    expect(await banner(page)).toBe('Your vote is taken back.')
    expect(counted()).toEqual([])
  })

  it('is told once why a vote did not count', async () => {
    const { page, facilitate, counted } = await openRoom(kinds.choice)
    await facilitate({ type: 'poll:close', poll: kinds.choice.id })
    await pickAndSend(page, 'radio', 1)
    expect(await banner(page)).toBe('That did not count. Voting is closed.')
    expect(counted()).toEqual([])
    await page.getByRole('link', { name: 'Load it again' }).click()
    await page.locator('.banner').waitFor({ state: 'detached' })
  })

  it('gets back a text that was refused', async () => {
    const { page } = await openRoom(kinds.text)
    await write(page, 'x'.repeat(281))
    expect(await banner(page)).toBe('That did not count. There is room for 280 letters.')
    expect(await page.getByRole('textbox').inputValue()).toBe('x'.repeat(281))
    await write(page, '')
    expect(await banner(page)).toBe('That did not count. Write something first.')
  })

  it('takes a seat, chooses a role, and gets to the vote', async () => {
    const { page, room, codes } = await openRoom(kinds.choice, { roles: [{ id: 'dev', label: 'Development' }] }, 1)
    await page.getByRole('textbox', { name: 'Code' }).fill('bcdf-ghjk')
    await button(page, 'Take my seat')
    expect(await banner(page)).toBe('No seat has this code. Check each letter.')
    await page.getByRole('textbox', { name: 'Code' }).fill(codes[0]!)
    await button(page, 'Take my seat')
    await button(page, 'Development')
    expect([...room.workshop.roleChoices.values()]).toEqual(['dev'])
    await page.getByRole('radio').first().waitFor()
  })

  it('is told that the page doesn\'t update itself, with a link that reloads it', async () => {
    const { page, facilitate } = await openRoom(kinds.choice)
    await facilitate({ type: 'slide:show', no: 3, clicks: 0, poll: null })
    await page.getByRole('link', { name: 'Load it again' }).click()
    await page.getByText('Look at the screen').waitFor()
  })

  it('sends a pick with Enter', async () => {
    const { page, counted } = await openRoom(kinds.points)
    await page.getByRole('spinbutton').nth(1).fill('35')
    await page.keyboard.press('Enter')
    expect(await banner(page)).toBe('Your vote is in.')
    expect(counted()).toEqual([divides({ b: 35 })])
  })
})
