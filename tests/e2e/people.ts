import type { Browser, Page } from 'playwright-chromium'
import { expect, onTestFinished } from 'vitest'
import { openTestBrowser } from '../support/browser/browser.ts'

/** A page and everything the server sent it. */
export interface Person {
  page: Page
  frames: string[]
}

export const PHONE = { width: 360, height: 800 }
export const LAPTOP = { width: 1440, height: 900 }
export const PROJECTOR = { width: 1280, height: 720 }

let launched: Promise<Browser> | undefined

/** A real browser, one for all files of a worker, with which it ends; what a test opens in it goes with the test. */
export async function openBrowser(): Promise<Browser> {
  launched ??= openTestBrowser()
  const browser = await launched
  onTestFinished(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })
  return browser
}

/** Somebody with a browser of their own: no cookie is shared. A fault in a page fails the test. */
export async function person(browser: Browser, url: string, viewport: { width: number, height: number }): Promise<Person> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', acceptDownloads: true })
  const page = await context.newPage()
  const frames: string[] = []
  page.on('websocket', socket => socket.on('framereceived', ({ payload }) => void frames.push(String(payload))))
  page.on('pageerror', error => expect.unreachable(`${url}: ${error.message}`))
  await page.goto(url)
  return { page, frames }
}

/** Waits until a page shows a text. */
export async function sees({ page }: Person, text: string | RegExp): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor()
}

export async function tap({ page }: Person, name: string | RegExp, role: 'button' | 'radio' = 'button'): Promise<void> {
  // A phone's radio is drawn by its label, as large as a thumb.
  await page.getByRole(role, { name }).first().click({ force: role === 'radio' })
}

/** Leads the room to a slide, by what is typed into Slidev's go-to. */
export async function goTo({ page }: Person, slide: string | number): Promise<void> {
  const input = page.locator('#slidev-goto-input')
  // The key means nothing while a dialog is about to close.
  await expect.poll(async () => {
    if (!await input.isEnabled())
      await page.locator('body').press('g')
    return input.isEnabled()
  }).toBe(true)
  await input.fill(String(slide))
  await input.press('Enter')
}
