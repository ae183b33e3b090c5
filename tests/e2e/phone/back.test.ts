import type { Browser, BrowserContext, Page } from 'playwright-chromium'
import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import { chromium } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { currentRound } from '../../../core/workshop.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { findBrowser } from '../../../server/export/browser/browser.ts'
import { paths } from '../../../server/paths.ts'
import { divides, picks, places, ranks, rates, says, spends } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { openBrowser, PHONE } from '../people.ts'

const several: PollDef = { ...kinds.choice, id: 'several', max: 2 }
const words: PollDef = { ...kinds.words, moderated: false }
const text: PollDef = { ...kinds.text, moderated: false }

interface Gesture {
  poll: PollDef
  tap: (page: Page) => Promise<unknown>
  /** What a tap on an untouched poll comes to. */
  answer: Answer
}

async function write(page: Page) {
  await page.getByRole('textbox').fill('Trust')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** Of each kind that keeps the option ids of what was tapped. */
const gestures: Gesture[] = [
  { poll: kinds.choice, tap: page => page.getByRole('radio').first().click(), answer: picks('a') },
  { poll: several, tap: page => page.getByRole('checkbox').first().click(), answer: picks('a') },
  { poll: kinds.scale, tap: page => page.getByRole('radio').first().click(), answer: rates({ a: 1 }) },
  { poll: kinds.dots, tap: page => page.getByRole('button', { name: 'Add a dot: Option A' }).click(), answer: spends({ a: 1 }) },
  { poll: kinds.points, tap: page => page.getByRole('button', { name: 'Add 10 points: Option A' }).click(), answer: divides({ a: 10 }) },
  { poll: kinds.rank, tap: page => page.getByRole('button', { name: 'Option A' }).click(), answer: ranks('a') },
  { poll: kinds.matrix, tap: page => page.getByRole('button', { name: 'Effort 1 of 5, Impact 5 of 5' }).click(), answer: places({ a: [1, 5] }) },
  { poll: words, tap: write, answer: says('Trust') },
]
const [choice] = gestures as [Gesture]

async function newPhone(browser?: Browser): Promise<Page> {
  const context = await (browser ?? await openBrowser()).newContext({ viewport: PHONE, reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  return context.newPage()
}

/** Loads the page, until its script has taken over: before that, a tap may send the form and load another page. */
async function load(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('[data-live]').waitFor()
}

/** A server on the slide of a poll, and one more poll. */
async function startOn(poll: PollDef) {
  const server = await startTestServer({ dist: pagesFolder(paths.root), start: { polls: [poll, kinds.live] } })
  const facilitator = await server.facilitator()
  await facilitator.send({ type: 'slide:show', no: 2, clicks: 0, poll: poll.id })
  return { ...server, facilitator, counted: () => [...currentRound(server.room.workshop.polls.get(poll.id)!).ballots.values()] }
}

/** Leaves the page by a link and comes back by the browser's own button. */
async function goAndComeBack(page: Page, meanwhile: () => Promise<unknown>): Promise<void> {
  const address = page.url()
  await page.goto(`${address}elsewhere`)
  await meanwhile()
  // A page that is shown as it was left loads nothing.
  await page.goBack({ waitUntil: 'commit' })
  await page.waitForURL(address, { waitUntil: 'commit' })
}

/** Whether the browser shows the page as it was left; if not, what kept it from that. */
async function cameBack(page: Page): Promise<unknown> {
  const outcome = await page.waitForFunction(() => {
    const { persisted, left } = window as { persisted?: boolean, left?: boolean }
    if (persisted)
      return 'restored'
    const [navigation] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming & { notRestoredReasons?: object })[]
    return !left && document.readyState === 'complete' && JSON.stringify(navigation!.notRestoredReasons ?? 'no reason given')
  })
  return outcome.jsonValue()
}

/** The page's script has taken over, and nothing on it looks picked or is written. */
async function isUntouched(page: Page): Promise<void> {
  await page.locator('[data-live]').waitFor()
  await page.waitForFunction(() => document.readyState === 'complete')
  expect(await page.locator(':checked:not([name=option]), [aria-pressed=true] b, .placed, .sent').count()).toBe(0)
  expect(await page.locator('input[type=text], textarea').evaluateAll(fields => fields.map(field => (field as HTMLInputElement).value).join(''))).toBe('')
}

describe('a phone that comes back to the page', { timeout: 60_000 }, () => {
  describe.each(gestures)('with a vote of the kind $poll.kind, $poll.id,', ({ poll, tap, answer }) => {
    it('shows a further round untouched, and counts the same tap', async () => {
      const { url, facilitator, counted } = await startOn(poll)
      const page = await newPhone()
      await load(page, url)
      await tap(page)
      await expect.poll(counted).toEqual([answer])
      await goAndComeBack(page, () => facilitator.send({ type: 'poll:repeat', poll: poll.id }))
      await page.getByText('Round 2').waitFor()
      await isUntouched(page)
      await tap(page)
      await expect.poll(counted).toEqual([answer])
    })
  })

  // How it comes back is the same for every kind; what it draws then is of one that comes with the page, and of one that does not.
  describe('in a browser that may freeze it', () => {
    let freezing: Browser

    // Playwright's own may not, and neither may the headless shell.
    beforeAll(async () => {
      freezing = await chromium.launch({ executablePath: await findBrowser(), chromiumSandbox: false, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
    })
    afterAll(() => freezing.close())

    it.each(gestures.filter(({ poll }) => poll === kinds.choice || poll === kinds.rank))('is up to date immediately after the back/forward cache, and counts the same tap: $poll.kind', async ({ poll, tap, answer }) => {
      const { url, facilitator, counted } = await startOn(poll)
      const page = await newPhone(freezing)
      // Over plain HTTP, Safari keeps what is not to be stored as well.
      await page.route('**/', async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, headers: { ...response.headers(), 'cache-control': 'no-cache' } })
      })
      await page.addInitScript(() => {
        addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
        // Once it has come back, the page cannot wait for an answer that does not come.
        const later = window.setTimeout
        const impatient = (task: () => void, ms = 0) => ms >= 1000 && 'left' in window ? 0 : later(task, ms)
        window.setTimeout = impatient as typeof window.setTimeout
        addEventListener('pagehide', () => Object.assign(window, { left: true }))
      })
      await load(page, url)
      await tap(page)
      await expect.poll(counted).toEqual([answer])
      await goAndComeBack(page, () => facilitator.send({ type: 'poll:repeat', poll: poll.id }))
      expect(await cameBack(page)).toBe('restored')
      // The browser itself takes twice as long to say that the connection is gone.
      await page.getByText('Round 2').waitFor({ timeout: 10_000 })
      await isUntouched(page)
      await tap(page)
      await expect.poll(counted).toEqual([answer])
    })
  })

  it.each(['Back', 'a reload'])('shows a restarted vote untouched after %s', async (way) => {
    const { url, facilitator, counted } = await startOn(choice.poll)
    const page = await newPhone()
    await load(page, url)
    await choice.tap(page)
    await expect.poll(counted).toEqual([choice.answer])
    const reset = () => facilitator.send({ type: 'poll:reset', poll: choice.poll.id }).then(() => facilitator.send({ type: 'poll:open', poll: choice.poll.id }))
    if (way === 'Back') {
      await goAndComeBack(page, reset)
    }
    else {
      // The page as it was is what the browser remembers: it hears of nothing until it is loaded.
      await page.context().setOffline(true)
      await reset()
      await page.context().setOffline(false)
      await page.reload()
    }
    await isUntouched(page)
    await choice.tap(page)
    await expect.poll(counted).toEqual([choice.answer])
  })

  it('shows the next poll untouched after Back', async () => {
    const { url, facilitator, counted } = await startOn(kinds.choice)
    const page = await newPhone()
    await load(page, url)
    await choice.tap(page)
    await expect.poll(counted).toEqual([choice.answer])
    await goAndComeBack(page, () => facilitator.send({ type: 'slide:show', no: 3, clicks: 0, poll: kinds.live.id }))
    await page.getByText(kinds.live.title).waitFor()
    await isUntouched(page)
    await choice.tap(page)
    await page.locator('.stamp', { hasText: 'Counted' }).waitFor()
  })

  it('shows its own vote if nothing changed', async () => {
    const { url } = await startOn(kinds.choice)
    const page = await newPhone()
    await load(page, url)
    await page.getByRole('radio').nth(1).click()
    await page.locator('.stamp', { hasText: 'Counted' }).waitFor()
    await goAndComeBack(page, async () => {})
    await page.locator('.stamp', { hasText: 'Counted' }).waitFor()
    expect(await page.getByRole('radio').evaluateAll(radios => radios.map(radio => (radio as HTMLInputElement).checked))).toEqual([false, true, false])
  })

  it('keeps a draft for its own round only', async () => {
    const { url, facilitator } = await startOn(text)
    const page = await newPhone()
    await load(page, url)
    const field = page.getByRole('textbox')
    await field.fill('Half a thought')
    await goAndComeBack(page, async () => {})
    await page.locator('[data-live]').waitFor()
    await page.waitForFunction(() => document.readyState === 'complete')
    expect(await field.inputValue()).toBe('Half a thought')
    await goAndComeBack(page, () => facilitator.send({ type: 'poll:reset', poll: text.id }).then(() => facilitator.send({ type: 'poll:open', poll: text.id })))
    await isUntouched(page)
  })

  it('shows a further round untouched in a restored tab', async () => {
    const { url, place, facilitator, counted } = await startOn(choice.poll)
    const profile = tempFolder()
    const open = (...args: string[]): Promise<BrowserContext> => findBrowser().then(executablePath => chromium.launchPersistentContext(profile, { executablePath, chromiumSandbox: false, viewport: PHONE, args, ignoreDefaultArgs: ['about:blank'] }))
    const first = await open()
    const page = first.pages()[0] ?? await first.newPage()
    await load(page, url)
    await choice.tap(page)
    await expect.poll(counted).toEqual([choice.answer])
    await first.close()
    await facilitator.send({ type: 'poll:repeat', poll: choice.poll.id })
    const second = await open('--restore-last-session')
    onTestFinished(() => second.close())
    await expect.poll(() => second.pages().map(each => each.url())).toContain(place)
    const restored = second.pages().find(each => each.url() === place)!
    await restored.getByText('Round 2').waitFor()
    await isUntouched(restored)
    await choice.tap(restored)
    await expect.poll(counted).toEqual([choice.answer])
  })
})
