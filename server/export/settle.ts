import type { Page } from 'playwright-chromium'
import { errors } from 'playwright-chromium'

/** How long a print waits for what is not there yet, in milliseconds. */
const PATIENCE_MS = 20_000

/** What was still missing when a print gave up waiting. */
export interface Unsettled { slide: number | null, words: string }

/**
 * Waits for what slides draw later, as Slidev's own export does: Mermaid's diagrams, and what `data-waitfor` names. Also for
 * lazy pictures, and until components have drawn what came over the network.
 * @param quiet waits for the network
 * @param patience milliseconds after which it continues without
 * @returns what was not there in the end
 */
export async function settle(page: Page, quiet: () => Promise<void>, patience: number = PATIENCE_MS): Promise<Unsettled[]> {
  await page.evaluate(wakeAll)
  await quiet()
  const missing = await missingIn(page, patience)
  const isStill = await page.waitForFunction(isSettled, null, { timeout: patience, polling: 100 }).then(() => true, isTimeout)
  const unfinished = await page.evaluate(finish, !isStill)
  return [...missing, ...unfinished]
}

/** The selectors in `data-waitfor`, and those that never matched. */
async function missingIn(page: Page, timeout: number): Promise<Unsettled[]> {
  const waiting = await page.locator('#print-container [data-waitfor]:not([data-waitfor=""])').all()
  const missing = await Promise.all(waiting.map(async (element) => {
    const selector = (await element.getAttribute('data-waitfor'))!
    const isThere = await element.locator(selector).first().waitFor({ state: 'visible', timeout }).then(() => true, () => false)
    return isThere ? [] : [{ slide: await element.evaluate(slideOf), words: `“${selector}”, which it waits for, did not come` }]
  }))
  return missing.flat()
}

function isTimeout(error: unknown): false {
  if (error instanceof errors.TimeoutError)
    return false
  throw error
}

declare global {
  interface Window {
    /** When the slides of a print changed last, on the clock of the page. */
    __WORKSHOP_CHANGED__?: number
  }
}

// The following runs in the page, so it can't use anything from this module.

/** A print page is longer than its window: lazy pictures outside of it would never load. */
async function wakeAll(): Promise<void> {
  const container = document.getElementById('print-container')!
  window.__WORKSHOP_CHANGED__ = performance.now()
  new MutationObserver(() => window.__WORKSHOP_CHANGED__ = performance.now()).observe(container, { childList: true, characterData: true, subtree: true })
  container.querySelectorAll<HTMLImageElement | HTMLIFrameElement>('[loading=lazy]').forEach(element => element.loading = 'eager')
  for (const slide of document.querySelectorAll('.print-slide-container')) {
    slide.scrollIntoView()
    await new Promise(requestAnimationFrame)
  }
  window.scrollTo(0, 0)
}

function isSettled(): boolean {
  const container = document.getElementById('print-container')!
  const isDrawing = document.querySelector('#mermaid-rendering-container > *') !== null
  const diagrams = [...container.querySelectorAll('.mermaid')].every(({ shadowRoot }) => shadowRoot?.childElementCount !== 0)
  const pictures = [...container.querySelectorAll('img')].every(image => image.complete)
  // Counters and blinking elements never stay still for long.
  return !isDrawing && diagrams && pictures && performance.now() - window.__WORKSHOP_CHANGED__! > 300
}

function slideOf(element: Element): number | null {
  return Number(element.closest('.print-slide-container')?.querySelector('[data-slidev-no]')?.getAttribute('data-slidev-no')) || null
}

function finish(isLate: boolean): Unsettled[] {
  // Slidev's own export hides these, too.
  document.querySelectorAll<HTMLElement>('#mermaid-rendering-container, .monaco-aria-container').forEach(element => element.style.display = 'none')
  // Words that a deck's index.html has beside the slides would be a page of their own; what floats over slides stays.
  for (const node of [...document.body.childNodes]) {
    if (node instanceof Text || (node instanceof HTMLElement && !node.querySelector('#print-container') && node.id !== 'print-container' && getComputedStyle(node).position === 'static'))
      node.remove()
  }
  const empty = [...document.querySelectorAll('#print-container .mermaid')].filter(({ shadowRoot }) => shadowRoot?.childElementCount === 0)
  return isLate ? empty.map(element => ({ slide: Number(element.closest('.print-slide-container')?.querySelector('[data-slidev-no]')?.getAttribute('data-slidev-no')) || null, words: 'a diagram is not drawn to its end' })) : []
}
