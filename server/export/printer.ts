import type { Browser, Page } from 'playwright-chromium'
import type { Welcome } from '../../core/protocol/down.ts'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import process from 'node:process'
import { chromium } from 'playwright-chromium'
import { findBrowser } from '../browser.ts'

/** A name that never leaves the machine: every request is answered from the built pages. */
const ORIGIN = 'http://deck.invalid'

/** As where the server gives the pages: only their own scripts run, nothing of what attendees wrote. */
const POLICY = { 'content-security-policy': 'script-src \'self\'; object-src \'none\'' }

/** In CSS pixels. */
export interface Size { width: number, height: number }

/** What a slide is taken for until one is there. */
const USUAL: Size = { width: 1280, height: 720 }
/** Pixels of a picture from left to right. */
const PICTURE_WIDTH = 1920

export interface PrintOptions {
  /** The folder of the built pages. */
  dist: string
  record: Welcome
  theme: 'light' | 'dark'
  /** With a page of speaker notes after each slide. */
  withNotes: boolean
  say: (line: string) => void
  /** Called as slides are drawn, with how many are and how many there will be. */
  onSlide: (done: number, all: number) => void
}

export interface PrintedDeck {
  page: Page
  /** Of one slide. */
  slide: Size
  close: () => Promise<void>
}

/**
 * Opens the deck's print page with a workshop's results in it. No server runs; what is fetched from outside is what a deck's author put there.
 * @returns once all of it is drawn
 * @throws UserError when this machine has no browser
 */
export async function openPrintedDeck(options: PrintOptions): Promise<PrintedDeck> {
  const executablePath = await findBrowser(options.say)
  // Chromium's sandbox does not start for root, as in a container.
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.platform !== 'linux' || process.getuid?.() !== 0 })
  try {
    return { ...await draw(browser, options, USUAL), close: () => browser.close() }
  }
  catch (error) {
    await browser.close()
    throw error
  }
}

async function draw(browser: Browser, options: PrintOptions, size: Size): Promise<Pick<PrintedDeck, 'page' | 'slide'>> {
  const { dist, record, theme, withNotes, onSlide } = options
  const viewport = { width: Math.ceil(size.width), height: Math.ceil(size.height) }
  const page = await browser.newPage({ viewport, deviceScaleFactor: PICTURE_WIDTH / viewport.width, colorScheme: theme, reducedMotion: 'reduce' })
  const faults: Error[] = []
  page.on('pageerror', error => faults.push(error))
  await page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url())
    // A picture that an author took from elsewhere.
    if (origin !== ORIGIN)
      return route.continue()
    const file = join(dist, decodeURIComponent(pathname))
    const app = join(dist, pathname.split('/')[1]!, 'index.html')
    return route.fulfill({ path: extname(file) && existsSync(file) ? file : app, headers: POLICY })
  })
  await page.addInitScript((results) => {
    window.__WORKSHOP_RECORD__ = results
  }, record)
  // Only the facilitator's build holds notes.
  await page.goto(`${ORIGIN}/${withNotes ? 'facilitator/presenter/print' : 'deck/print'}?print=true`)
  await page.emulateMedia({ media: 'screen', colorScheme: theme })
  const slide = await slideSize(page)
  if (slide.width !== size.width || slide.height !== size.height) {
    await page.close()
    return draw(browser, options, slide)
  }
  await allDrawn(page, onSlide)
  if (faults.length > 0)
    throw new AggregateError(faults, `The deck has a fault: ${faults[0]!.message}`)
  return { page, slide }
}

/** The size that the deck's author gave its slides. */
async function slideSize(page: Page): Promise<Size> {
  const first = page.locator('.print-slide-container').first()
  await first.waitFor({ state: 'attached' })
  return first.evaluate((slide: HTMLElement) => ({ width: Number.parseFloat(slide.style.width), height: Number.parseFloat(slide.style.height) }))
}

async function allDrawn(page: Page, onSlide: PrintOptions['onSlide']): Promise<void> {
  const all = await page.locator('.print-slide-container').count()
  for (let done = 0; done < all;) {
    const drawn = await page.waitForFunction((before) => {
      const now = document.querySelectorAll('.print-slide-container:not(:has(.slidev-slide-loading)):has(.slidev-layout)').length
      return now > before && now
    }, done)
    done = await drawn.jsonValue() as number
    onSlide(done, all)
  }
  await page.evaluate(() => document.fonts.ready)
}
