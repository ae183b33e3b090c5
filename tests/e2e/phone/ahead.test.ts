import type { BrowserContextOptions, Page } from 'playwright-chromium'
import type { TestServerOptions } from '../../support/server/test-server.ts'
import { describe, expect, it } from 'vitest'
import { currentRound } from '../../../core/workshop.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { picks, rates, writes } from '../../support/polls/answers.ts'
import { choice, dots, scale, text } from '../../support/polls/polls.ts'
import { NOON, startTestServer } from '../../support/server/test-server.ts'
import { LAPTOP, openBrowser, PHONE } from '../people.ts'

const ahead = { polls: [choice.id, scale.id, text.id] }

async function openPhone(options: BrowserContextOptions = {}, start: TestServerOptions['start'] = {}, now: TestServerOptions['now'] = () => NOON) {
  const server = await startTestServer({ dist: pagesFolder(paths.root), start: { polls: [choice, dots, scale, text], pace: 'self', ahead, ...start }, now })
  const page = await (await (await openBrowser()).newContext({ viewport: PHONE, reducedMotion: 'reduce', ...options })).newPage()
  await page.goto(server.url)
  const ballots = (poll: string) => [...currentRound(server.room.workshop.polls.get(poll)!).ballots.values()]
  return { ...server, page, ballots }
}

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first()
const sees = (page: Page, text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()
const progress = (page: Page) => page.locator('.ahead-progress').allTextContents()
const title = (page: Page) => page.getByRole('heading', { level: 1 })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, ' ').trim())

describe('a phone before the workshop', { timeout: 60_000 }, () => {
  it('answers the listed polls in any order, changes an answer, and sees the results in the room', async () => {
    const { page, ballots, facilitator } = await openPhone()
    await page.locator('[data-live]').waitFor()
    expect(await progress(page)).toEqual(['Not answered', 'Not answered', 'Not answered'])
    expect(await page.title()).toBe('Before we start: Test room')

    await link(page, scale.title).click()
    expect(await focused(page)).toBe(scale.title)
    expect(new URL(page.url()).search).toBe('?poll=cicd%2Fpractices')
    await page.getByRole('radio').nth(2).check({ force: true })
    await sees(page, 'Counted')
    await page.goBack()
    await sees(page, '0 of 3 answered')
    expect(await focused(page)).toContain(scale.title)
    expect(await progress(page)).toEqual(['Not answered', '1 of 3 rated', 'Not answered'])

    await link(page, choice.title).click()
    await page.getByRole('radio', { name: 'Option A' }).check({ force: true })
    await sees(page, 'Counted')
    await link(page, `Next ${scale.title}`).click()
    expect(await focused(page)).toBe(scale.title)
    for (const no of [5, 8])
      await page.getByRole('radio').nth(no).check({ force: true })
    await sees(page, 'All 3 rated')
    await link(page, 'All questions').click()
    await sees(page, '2 of 3 answered')
    await expect.poll(() => page.getByRole('status').first().textContent()).toContain('2 of 3 answered. In any order.')

    await link(page, choice.title).click()
    await page.getByRole('radio', { name: 'Option B' }).check({ force: true })
    await expect.poll(() => ballots(choice.id)).toEqual([picks('b')])

    const presenter = await facilitator()
    await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll: scale.id })
    expect(await title(page).textContent()).toContain(choice.title)
    await presenter.send({ type: 'pace:set', pace: 'room' })
    await sees(page, 'Voting is closed')
    await sees(page, scale.title)
    await presenter.send({ type: 'poll:reveal', poll: scale.id })
    await sees(page, 'The result is in')
    expect(ballots(scale.id)).toEqual([rates({ a: 3, b: 3, c: 3 })])
  })

  it('follows the facilitator, who starts the workshop in the panel, and opens the polls again', async () => {
    const { page, url, newSignInPath } = await openPhone()
    await page.locator('[data-live]').waitFor()
    await link(page, choice.title).click()
    await page.getByRole('radio', { name: 'Option A' }).check({ force: true })
    const panel = await (await (await openBrowser()).newContext({ viewport: LAPTOP })).newPage()
    await panel.goto(`${url}${newSignInPath()}`)
    await sees(panel, '1 person has answered.')
    await panel.getByRole('button', { name: 'Start the workshop' }).click()
    await sees(page, 'Look at the screen')
    await panel.getByRole('button', { name: 'Undo: start' }).click()
    await sees(page, 'Counted')
    await panel.getByRole('button', { name: 'Start the workshop' }).click()
    await sees(page, 'Look at the screen')
    await panel.getByRole('button', { name: 'Open polls beforehand' }).click()
    await panel.getByRole('button', { name: 'Open polls', exact: true }).click()
    await sees(page, 'Counted')
    expect(await title(page).textContent()).toContain(choice.title)
  })

  it('reloads a poll, and finds the list from there', async () => {
    const { page } = await openPhone()
    await page.locator('[data-live]').waitFor()
    await link(page, choice.title).click()
    await page.reload()
    await page.locator('[data-live]').waitFor()
    expect(await title(page).textContent()).toContain(choice.title)
    await link(page, 'All questions').click()
    await sees(page, '0 of 3 answered')
    expect(new URL(page.url()).search).toBe('')
  })

  it('keeps a tap without a network, and sends it once it is back', async () => {
    const { page, ballots } = await openPhone()
    await page.locator('[data-live]').waitFor()
    await sees(page, '0 of 3 answered')
    await page.context().setOffline(true)
    await link(page, choice.title).click()
    await page.getByRole('radio', { name: 'Option A' }).check({ force: true })
    await link(page, 'All questions').click()
    await sees(page, 'Kept')
    expect(await progress(page)).toEqual(['Answered', 'Not answered', 'Not answered'])
    await page.context().setOffline(false)
    await expect.poll(() => ballots(choice.id)).toEqual([picks('a')])
  })

  it('takes taps before its script has run', async () => {
    const { page, url, ballots } = await openPhone()
    await page.locator('[data-live]').waitFor()
    let release = () => {}
    const held = new Promise<void>(resolve => release = resolve)
    await page.route(/\/assets\/index-/, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${url}/?poll=${choice.id}`, { waitUntil: 'commit' })
    await page.getByRole('radio', { name: 'Option C' }).check({ force: true })
    await expect.poll(() => ballots(choice.id)).toEqual([picks('c')])
    release()
    await page.locator('[data-live]').waitFor()
    await sees(page, 'You can still change it')
  })

  it('says until when, in its own time zone and language, and then that it is over', async () => {
    let now = NOON
    const until = NOON + 90 * 60_000
    const { page, facilitator } = await openPhone({ timezoneId: 'America/New_York', locale: 'de-DE' }, { ahead: { ...ahead, until } }, () => now)
    await page.locator('[data-live]').waitFor()
    const deadline = page.getByRole('main').locator('time')
    expect(await deadline.getAttribute('datetime')).toBe('2026-11-23T13:30:00.000Z')
    expect(await deadline.textContent()).toMatch(/23\. Nov.*08:30$/)
    await sees(page, 'In any order. You can change them until they close.')
    await link(page, choice.title).click()
    // The way back and the date are above the poll.
    const [back, question] = await Promise.all([link(page, 'All questions').boundingBox(), page.getByRole('radio').first().boundingBox()])
    expect(back!.y).toBeLessThan(question!.y)
    expect(await deadline.textContent()).toMatch(/08:30$/)
    now = until
    // Anything that happens lets the server look at the clock.
    const presenter = await facilitator()
    await presenter.send({ type: 'slide:show', no: 3, clicks: 0, poll: null })
    await sees(page, 'We go on in the room.')
    expect(await deadline.textContent()).toMatch(/08:30$/)
    await presenter.send({ type: 'slide:show', no: 4, clicks: 0, poll: null })
    await sees(page, 'The next vote will show up here.')
  })

  it('says until when without a script, and in which time zone', async () => {
    const { page } = await openPhone({ javaScriptEnabled: false }, { ahead: { ...ahead, until: NOON + 90 * 60_000 } })
    const inServersZone = new Date(NOON + 90 * 60_000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })
    expect(await page.locator('time').textContent()).toContain(inServersZone)
  })

  it('works without a script', async () => {
    const { page, ballots, facilitator } = await openPhone({ javaScriptEnabled: false }, { roles: [{ id: 'dev', label: 'Development' }] })
    await page.getByRole('button', { name: 'Development' }).click()
    await link(page, choice.title).click()
    await page.getByRole('radio', { name: 'Option B' }).check()
    await page.getByRole('button', { name: 'Send' }).click()
    await sees(page, 'Your vote is in.')
    expect(await progress(page)).toEqual(['Answered', 'Not answered', 'Not answered'])

    await link(page, scale.title).click()
    await page.getByRole('radio').first().check()
    await page.getByRole('button', { name: 'Send' }).click()
    expect(await title(page).textContent()).toContain(scale.title)
    await link(page, `Next ${text.title}`).click()
    await page.getByRole('textbox').fill('Fewer tools')
    await page.getByRole('button', { name: 'Send' }).click()
    expect(await title(page).textContent()).toContain(text.title)
    await link(page, 'All questions').click()
    expect(await progress(page)).toEqual(['Answered', '1 of 3 rated', 'Answered'])
    expect([ballots(choice.id), ballots(scale.id), ballots(text.id)]).toEqual([[picks('b')], [rates({ a: 1 })], [writes({ id: expect.any(String), text: 'Fewer tools' })]])

    const presenter = await facilitator()
    await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll: choice.id })
    await presenter.send({ type: 'pace:set', pace: 'room' })
    await page.reload()
    await sees(page, 'Voting is closed')
  })
})
