import type { Browser } from 'playwright-chromium'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-chromium'
import { findBrowser } from '../../../server/export/browser/browser.ts'
import { installPackages, mayInstall } from '../../../server/export/browser/debian.ts'

/** Chromium without windows, a Debian package of its own: live pages take half the processor's time in it. */
const SHELL = '/usr/bin/chromium-headless-shell'

/** The program for pages in tests: that shell where there is one, else the browser that the product prints with. */
export async function findTestBrowser(): Promise<string> {
  return existsSync(SHELL) ? SHELL : findBrowser()
}

/** Installs what tests open pages with, and what the product prints with, where that is allowed. */
export async function installBrowsers(report: (line: string) => void): Promise<void> {
  await findBrowser(report)
  if (existsSync(SHELL) || !mayInstall())
    return
  report('Installing Chromium\'s headless shell from the Debian packages …')
  await installPackages('chromium-headless-shell')
}

/** Opens a browser, with further options of its command line. Whoever opens it closes it. */
export async function openTestBrowser(...args: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: await findTestBrowser(), chromiumSandbox: false, args })
}
