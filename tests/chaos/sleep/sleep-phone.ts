import type { Browser, Page } from 'playwright-chromium'

/** How a phone spends the time that it is away: in a hand without a network, or asleep in a pocket. */
export type Manner = 'awake' | 'asleep'

/** The phone page in a real browser, of an attendee who writes. */
export interface WritingPhone {
  manner: Manner
  page: Page
  /** Types on, without sending. */
  type: (text: string) => Promise<void>
  /** Sends what is typed. */
  send: () => Promise<void>
  typed: () => Promise<string>
  /** Resolves with whether the page came to show it in time. */
  shows: (text: string, withinMs: number) => Promise<boolean>
  stamp: (text: string, withinMs: number) => Promise<boolean>
  /** Loses its network, and sleeps if that is its manner. */
  leave: () => Promise<void>
  /** Is away for so long, as its own clock tells. */
  passTime: (minutes: number) => Promise<void>
  /** Wakes and has its network again. */
  comeBack: () => Promise<void>
  /** The page is the one that was opened: it was not loaded anew. */
  isSamePage: () => Promise<boolean>
}

export async function openWritingPhone(browser: Browser, url: string, manner: Manner): Promise<WritingPhone> {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(url)
  await page.evaluate(() => Object.assign(window, { opened: true }))
  await page.getByRole('button', { name: 'Skip' }).click()
  const field = page.locator('.write-field')
  await field.waitFor()
  const devtools = await context.newCDPSession(page)
  let slept = 0
  const appears = (selector: string, timeout: number, text: string) => page.locator(selector, { hasText: text }).filter({ visible: true }).first().waitFor({ timeout }).then(() => true, () => false)
  return {
    manner,
    page,
    type: text => field.pressSequentially(text),
    send: () => page.locator('.write-send').click(),
    typed: async () => await field.count() === 0 ? '' : field.inputValue(),
    shows: (text, withinMs) => appears('.head-title, .row-label', withinMs, text),
    stamp: (text, withinMs) => appears('.stamp', withinMs, text),
    async leave() {
      await context.setOffline(true)
      if (manner === 'asleep')
        await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
    },
    async passTime(minutes) {
      // Whoever is awake tries all the while. Whoever slept finds that it is late.
      if (manner === 'awake')
        await page.clock.runFor(minutes * 60_000)
      else
        slept = minutes
    },
    async comeBack() {
      if (manner === 'asleep') {
        await devtools.send('Page.setWebLifecycleState', { state: 'active' })
        await page.clock.fastForward(slept * 60_000)
      }
      await context.setOffline(false)
      if (manner === 'asleep')
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    },
    isSamePage: () => page.evaluate(() => 'opened' in window),
  }
}
