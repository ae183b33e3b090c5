import type { Page } from 'playwright-chromium'
import type { Stage } from '../../tools/gallery/stage.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStage } from '../../tools/gallery/stage.ts'
import { LAPTOP, openBrowser, PHONE, PROJECTOR } from './people.ts'

const poll = 'opening'

/** A room in which the first poll is on screen and open. */
async function openRoom() {
  const [browser, stage] = await Promise.all([openBrowser(), openStage()])
  onTestFinished(stage.close)
  const no = await stage.show('poll')
  await stage.facilitate({ type: 'poll:open', poll })
  const openPhone = async () => {
    const phone = await stage.open(await stage.visit(browser, { viewport: PHONE }), '/')
    await phone.getByRole('button', { name: 'Operations' }).click()
    await phone.getByRole('radio').first().waitFor()
    return phone
  }
  const openSlide = async () => stage.open(await stage.visit(browser, { viewport: PROJECTOR }), `/deck/${no}`)
  return { browser, stage, no, openPhone, openSlide }
}

function start({ facilitate }: Stage, seconds: number, closes = false): Promise<void> {
  return facilitate({ type: 'countdown:start', poll, seconds, closes })
}

const timer = (page: Page) => page.getByRole('timer').filter({ visible: true })

/** Seconds that a page shows. */
async function shown(page: Page): Promise<number> {
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec((await timer(page).textContent())!)!
  return Number(minutes) * 60 + Number(seconds)
}

/** Keeps every text that comes into a live region about the time. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = (window as any).heard = []
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[role=status], [aria-live]')
        const text = region?.textContent?.trim() ?? ''
        if (region?.checkVisibility() && /seconds?|minutes?|Time is up|countdown/.test(text) && heard.at(-1) !== text)
          heard.push(text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as any).heard)
}

describe('a countdown', { timeout: 90_000 }, () => {
  it('runs to its end on slide and phone, is read out at few moments, and closes voting', async () => {
    const { stage, openPhone, openSlide } = await openRoom()
    const [slide, phone] = [await openSlide(), await openPhone()]
    const heard = await Promise.all([slide, phone].map(listen))
    const before = await phone.getByRole('radio').first().boundingBox()
    await start(stage, 11, true)
    for (const page of [slide, phone]) {
      await timer(page).waitFor()
      expect(await timer(page).getAttribute('aria-live')).toBeNull()
      expect(await timer(page).getAttribute('aria-label')).toMatch(/^\d+ seconds left$/)
    }
    // Nobody taps beside what they meant to.
    expect(await phone.getByRole('radio').first().boundingBox()).toEqual(before)
    const height = (await timer(phone).boundingBox())!.height
    for (const page of [slide, phone])
      await page.locator('[role=timer][data-phase=last]').filter({ visible: true }).waitFor()
    expect((await timer(phone).boundingBox())!.height).toBe(height)
    for (const page of [slide, phone])
      await page.getByText(/Voting (?:is )?closed/).filter({ visible: true }).first().waitFor()
    for (const page of [slide, phone])
      await timer(page).waitFor({ state: 'detached' })
    for (const each of heard)
      await expect.poll(each).toEqual(['11 seconds to vote, then voting closes.', '10 seconds left.', 'Time is up.'])
  })

  it('leaves voting open where that was not wished', async () => {
    const { stage, openPhone, openSlide } = await openRoom()
    const [slide, phone] = [await openSlide(), await openPhone()]
    await start(stage, 1)
    for (const page of [slide, phone]) {
      await timer(page).getByText('Time is up').waitFor()
      expect(await shown(page)).toBe(0)
    }
    await phone.getByRole('radio').first().check({ force: true })
    await phone.getByText('Counted', { exact: true }).filter({ visible: true }).waitFor()
  })

  it('shows whoever comes later the time left then, and a page without a script none', async () => {
    const { browser, stage, openPhone } = await openRoom()
    const phone = await openPhone()
    await start(stage, 60)
    await timer(phone).getByText('0:58').waitFor()
    await phone.reload()
    await timer(phone).waitFor()
    expect(await shown(phone)).toBeLessThanOrEqual(58)
    const withoutScript = await (await stage.visit(browser, { viewport: PHONE, javaScriptEnabled: false })).newPage()
    await withoutScript.goto('/')
    expect(await withoutScript.getByRole('timer').count()).toBe(0)
    expect(await withoutScript.content()).not.toContain('"countdown"')
  })

  it('is started, extended and stopped in the panel, and its close is undone there', async () => {
    const { browser, stage, no, openPhone } = await openRoom()
    const [phone, panel] = [await openPhone(), await (await stage.visit(browser, { viewport: LAPTOP })).newPage()]
    await stage.signIn(panel)
    await panel.goto(`/facilitator/presenter/${no}`)
    const controls = panel.getByRole('region', { name: 'Countdown' })
    await controls.getByRole('checkbox', { name: 'close voting at the end' }).click()
    expect(await panel.getByRole('timer').count()).toBe(0)
    await controls.getByRole('button', { name: 'Start 1:30' }).click()
    await timer(phone).getByText('then voting closes').waitFor()
    expect(await shown(phone)).toBeLessThanOrEqual(90)
    await controls.getByRole('button', { name: '+1 min' }).click()
    await expect.poll(() => shown(phone)).toBeGreaterThan(90)
    await controls.getByRole('button', { name: 'Stop' }).click()
    await timer(phone).waitFor({ state: 'detached' })

    await start(stage, 1, true)
    await phone.getByText('Voting is closed').filter({ visible: true }).first().waitFor()
    await panel.getByRole('button', { name: 'Undo: close' }).waitFor()
    await panel.keyboard.press('u')
    await phone.getByRole('radio').first().waitFor()
    expect(await timer(phone).count()).toBe(0)
  })
})
