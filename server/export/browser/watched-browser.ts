import type { Browser } from 'playwright-chromium'
import process from 'node:process'
import { chromium } from 'playwright-chromium'
import { UserError } from '../../user-error.ts'
import { namingBrowser } from './browser-paths.ts'

/** A browser with a timeout for everything it does. */
export interface WatchedBrowser {
  browser: Browser
  /**
   * Reports progress: the timeout starts again.
   * @param patience milliseconds for what comes now, where that takes longer and tells nothing meanwhile
   */
  moved: (patience?: number) => void
  /**
   * Runs work in the browser.
   * @throws UserError when the browser ends, or nothing moves any more
   */
  during: <Value>(work: () => Promise<Value>) => Promise<Value>
  close: () => Promise<void>
}

const ENDED = 'The browser ended in the middle of printing. Try again; where memory is short, close other programs first.'
const CRASHED = 'The slides were too much for the browser, which gave up on them. Close other programs, or look for a slide that needs very much memory.'

/** The driver's own message, before or after it reports the end. */
function lost({ message }: Error): UserError | undefined {
  if (/crashed/.test(message))
    return new UserError(CRASHED)
  return /has been closed|Protocol error \(Target\.|Failed to find browser context|Connection closed/.test(message) ? new UserError(ENDED) : undefined
}

/**
 * Starts a browser.
 * @param executablePath its program
 * @param patience milliseconds without a move after which it is given up
 * @param stuck says what it was about then
 */
export async function openWatchedBrowser(executablePath: string, patience: number, stuck: () => string): Promise<WatchedBrowser> {
  const browser = await chromium.launch({
    executablePath,
    timeout: patience,
    // Chromium's sandbox doesn't start as root, such as in a container.
    chromiumSandbox: process.platform !== 'linux' || process.getuid?.() !== 0,
  }).catch((error: Error) => {
    throw new UserError(`The browser ${executablePath} did not start (${error.message.split('\n')[0]}). Name another one: ${namingBrowser(process.platform)}`)
  })
  let giveUp = (_message: string) => {}
  const gone = new Promise<never>((_, reject) => giveUp = message => reject(new UserError(message)))
  // It may go while nobody waits for it.
  gone.catch(() => {})
  browser.on('disconnected', () => giveUp(ENDED))
  let timer: NodeJS.Timeout | undefined
  const moved = (within = patience) => {
    clearTimeout(timer)
    timer = setTimeout(() => giveUp(stuck()), within)
  }
  moved()
  return {
    browser,
    moved,
    during: work => Promise.race([work().catch((error: Error) => {
      throw lost(error) ?? (browser.isConnected() ? error : new UserError(ENDED))
    }), gone]),
    close: async () => {
      clearTimeout(timer)
      await browser.close()
    },
  }
}
