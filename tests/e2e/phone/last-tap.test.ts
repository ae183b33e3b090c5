import type { Page } from 'playwright-chromium'
import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { TestServerOptions } from '../../support/server/test-server.ts'
import { describe, expect, it } from 'vitest'
import { FACILITATOR } from '../../../core/workshop.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { asks, picks } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { openBrowser, person, PHONE, sees, tap } from '../people.ts'

const { choice, live, board, scale, rank } = kinds
const reactions = ['👏']

/** A phone on the slide of an open vote. */
async function openRoom(poll: PollDef = choice, start: TestServerOptions['start'] = {}, seats?: number) {
  const server = await startTestServer({ dist: pagesFolder(paths.root), start: { polls: [poll, { ...live, live: false }], ...start }, seats })
  const facilitator = await server.facilitator()
  await facilitator.send({ type: 'slide:show', no: 2, clicks: 0, poll: poll.id })
  const ann = await person(await openBrowser(), server.url, PHONE)
  return { ...server, facilitator, ann, page: ann.page }
}

/** Taps without a network, and has one again after something happened. */
async function tapTooLate(page: Page, tapIt: () => Promise<unknown>, meanwhile: () => Promise<unknown>): Promise<void> {
  await page.context().setOffline(true)
  await tapIt()
  await page.locator('.stamp', { hasText: /Sending|Kept/ }).waitFor()
  await meanwhile()
  await page.context().setOffline(false)
}

const bar = (page: Page) => page.locator('.foot')
const banner = (page: Page) => page.locator('.banner:not([data-offline])')
const stamp = (page: Page) => page.locator('.stamp')

describe('a tap that did not count', { timeout: 60_000 }, () => {
  it.each(['hidden', 'shown'])('is reported after voting closed, with results %s', async (results) => {
    const { facilitator, ann, page } = await openRoom()
    if (results === 'shown')
      await facilitator.send({ type: 'poll:reveal', poll: choice.id })
    await tapTooLate(page, () => tap(ann, 'Option A', 'radio'), () => facilitator.send({ type: 'poll:close', poll: choice.id }))
    await bar(page).getByText('Your last tap came too late.').waitFor()
    await bar(page).getByText(results === 'shown' ? 'The result is in' : 'Voting is closed').waitFor()
    expect(await stamp(page).textContent()).toBe('Not counted')
  })

  it.each<[string, string, (send: Awaited<ReturnType<typeof openRoom>>['facilitator']['send']) => Promise<unknown>]>([
    ['a reset', 'This vote was restarted. Your last tap did not count: it was for another round.', send => send({ type: 'poll:reset', poll: choice.id })],
    ['a further round', 'Your last tap did not count: it was for another round.', send => send({ type: 'poll:repeat', poll: choice.id })],
    ['the close and the next slide', 'Your last tap in the previous vote did not count. Voting is closed.', send => send({ type: 'poll:close', poll: choice.id }).then(() => send({ type: 'slide:show', no: 3, clicks: 0, poll: null }))],
    ['the close and the next vote', 'Your last tap in the previous vote did not count. Voting is closed.', send => send({ type: 'poll:close', poll: choice.id }).then(() => send({ type: 'slide:show', no: 3, clicks: 0, poll: live.id }))],
    ['the end of the workshop', 'Your last tap did not count. Voting is closed.', send => send({ type: 'workshop:end' })],
  ])('is reported after %s', async (_, words, meanwhile) => {
    const { facilitator, ann, page, attendee } = await openRoom()
    // A further round needs a vote in the one before.
    const ben = await attendee('ben')
    const { poll } = await ben.next('attendee')
    await ben.send({ type: 'ballot:cast', poll: choice.id, round: poll!.round, answer: picks('b') })
    await tapTooLate(page, () => tap(ann, 'Option A', 'radio'), () => meanwhile(facilitator.send))
    await expect.poll(() => banner(page).textContent().then(text => text!.trim())).toBe(words)
  })

  it('is reported after the seat was released', async () => {
    const { facilitator, ann, page, codes, room } = await openRoom(choice, {}, 2)
    const enter = async (code: string) => {
      await page.getByRole('textbox', { name: 'Code' }).fill(code)
      await tap(ann, 'Take my seat')
    }
    await enter(codes[0]!)
    await sees(ann, choice.title)
    await tapTooLate(page, () => tap(ann, 'Option A', 'radio'), () => facilitator.send({ type: 'seat:release', seat: [...room.workshop.seated.values()][0]! }))
    await banner(page).getByText('The facilitator released your seat. Your last tap did not count. Enter your seat code first.').waitFor()
    await enter(codes[1]!)
    await bar(page).getByText('Tap one').waitFor()
  })

  it('puts a refused text back into its field', async () => {
    const { ann, page, room, attendee } = await openRoom(board)
    const ben = await attendee('ben')
    const { poll } = await ben.next('attendee')
    const ask = (posts: { id: string, text: string }[]) => ben.send({ type: 'ballot:cast', poll: board.id, round: poll!.round, answer: asks(posts) })
    await ask([{ id: 'post-0001', text: 'Why?' }])
    await room.submit(FACILITATOR, { type: 'post:judge', id: 'judge-01', poll: board.id, post: 'post-0001', verdict: 'shown' })
    await sees(ann, 'Why?')
    // The question that Ann comes to want is taken back, and her phone does not hear of it.
    await tapTooLate(page, async () => {
      await tap(ann, /I want this/)
      await page.getByRole('textbox').fill('Who pays for it?')
      await tap(ann, 'Send')
    }, () => ask([]))
    await bar(page).getByText('This question is gone.').waitFor()
    expect(await page.getByRole('textbox').inputValue()).toBe('Who pays for it?')
    await tap(ann, 'Send')
    await stamp(page).getByText('Sent').waitFor()
    await page.getByText('The facilitator reads it first.').waitFor()
  })

  it('is reported if it was one reaction too many, or a reaction without a network', async () => {
    const { ann, page } = await openRoom(choice, { reactions })
    const problem = page.locator('.reaction-problem')
    // Faster than any finger, on any machine.
    await page.getByRole('button', { name: 'Send 👏' }).evaluate((button: HTMLElement) => Array.from({ length: 12 }).forEach(() => button.click()))
    await problem.getByText('One after the other, please.').waitFor()
    await page.context().setOffline(true)
    await tap(ann, 'Send 👏')
    await problem.getByText('No connection: it was not sent.').waitFor()
  })
})

describe('a tap that changes nothing', { timeout: 60_000 }, () => {
  it('gets a hint if the option was picked before', async () => {
    const { ann, page } = await openRoom()
    for (const words of ['You can still change it', 'You have picked this one already.']) {
      await tap(ann, 'Option A', 'radio')
      await bar(page).getByText(words).waitFor()
      await stamp(page).getByText('Counted').waitFor()
    }
  })

  it('gets a hint on a level, a dot and a place', async () => {
    const { ann, page, facilitator } = await openRoom(scale, { polls: [scale, kinds.dots, rank, kinds.matrix] })
    await tap(ann, 'Partly', 'radio')
    await stamp(page).getByText('Counted').waitFor()
    await tap(ann, 'Partly', 'radio')
    await bar(page).getByText('You have picked this one already.').waitFor()
    const show = async ({ id, title }: PollDef) => {
      await facilitator.send({ type: 'slide:show', no: 3, clicks: 0, poll: id })
      await sees(ann, title)
    }
    await show(kinds.dots)
    await page.getByRole('button', { name: 'Take a dot back: Option A' }).click({ force: true })
    await bar(page).getByText('There is no dot on this line.').waitFor()
    await show(rank)
    await page.getByRole('button', { name: 'Option A' }).click()
    await page.getByRole('button', { name: 'Move up: Option A' }).click({ force: true })
    await bar(page).getByText('It is the first one already.').waitFor()
    await page.locator('.place-label').click()
    await bar(page).getByText('Drag it, or use the arrows.').waitFor()
    await show(kinds.matrix)
    await page.getByRole('radio', { name: /Option A/ }).click()
    await bar(page).getByText('Now tap its square.').waitFor()
  })
})

describe('a removed option', { timeout: 60_000 }, () => {
  const several: PollDef = { ...choice, max: 2 }
  const reworded = { ...several, options: [{ id: 'reworded', label: 'Option A, reworded' }, ...choice.options.slice(1)] }

  it('is no longer picked, and the phone says so, immediately and after a reload', async () => {
    const { ann, page, room } = await openRoom(several)
    await page.getByRole('checkbox', { name: 'Option A' }).click()
    await page.getByRole('checkbox', { name: 'Option B' }).click()
    await bar(page).getByText('2 of 2 picked').waitFor()
    await stamp(page).getByText('Counted').waitFor()
    const { title, opening } = room.workshop
    await room.submit(FACILITATOR, { type: 'workshop:define', id: 'define-01', title, opening, polls: [reworded] })
    await sees(ann, 'Option A, reworded')
    await banner(page).getByText('An option you picked is gone. Pick again.').waitFor()
    await bar(page).getByText('1 of 2 picked').waitFor()
    await page.reload()
    await bar(page).getByText('1 of 2 picked').waitFor()
    await page.getByRole('checkbox', { name: 'Option A, reworded' }).click()
    await bar(page).getByText('2 of 2 picked').waitFor()
    await stamp(page).getByText('Counted').waitFor()
  })
})

describe('arrow keys', { timeout: 60_000 }, () => {
  it('pick in a group of radios, which Tab enters and leaves as one', async () => {
    const { page } = await openRoom()
    const focused = () => page.evaluate(() => document.activeElement?.closest('label, button')?.textContent?.trim())
    const picked = () => page.locator('label', { has: page.getByRole('radio', { checked: true }) }).allTextContents()
    await page.getByRole('radio').first().waitFor()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Option A')
    await page.keyboard.press('ArrowUp')
    expect(await focused()).toBe('Option C')
    await expect.poll(picked).toEqual(['Option C'])
    await page.keyboard.press('ArrowRight')
    await expect.poll(picked).toEqual(['Option A'])
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Take my vote back')
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('Option A')
    await page.keyboard.press('ArrowDown')
    await expect.poll(picked).toEqual(['Option B'])
    await stamp(page).getByText('Counted').waitFor()
  })
})
