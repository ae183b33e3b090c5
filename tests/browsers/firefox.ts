import type { Engine, Tab, TabOptions } from './tab.ts'
import { Buffer } from 'node:buffer'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { launch } from 'puppeteer-core'

const PATHS = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe']

function installed(): string | undefined {
  return [process.env.FIREFOX_PATH, ...PATHS].find(path => path && existsSync(path))
}

/** Firefox, without a window, by WebDriver BiDi. */
export const firefox: Engine = {
  name: 'Firefox',
  missing: () => installed() ? null : 'Firefox is not installed: apt-get install firefox-esr, or name one: FIREFOX_PATH=/path/to/firefox',
  open: openFirefox,
  close: async () => {},
}

async function openFirefox({ width, height, dark = false }: TabOptions): Promise<Tab> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: installed()!,
    defaultViewport: { width, height },
    extraPrefsFirefox: {
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
      'ui.prefersReducedMotion': 1,
      // Asked on every start, it would wait for a network that is not there.
      'network.captive-portal-service.enabled': false,
    },
  })
  const page = (await browser.pages())[0] ?? await browser.newPage()
  await page.setViewport({ width, height })
  const faults: string[] = []
  page.on('pageerror', error => void faults.push(String(error)))
  return {
    goTo: async (url) => {
      faults.length = 0
      await page.goto(url, { waitUntil: 'domcontentloaded' })
    },
    back: async () => void await page.goBack({ waitUntil: 'domcontentloaded' }),
    evaluate: (run, ...args) => page.evaluate(`(${run})(...${JSON.stringify(args)})`) as never,
    press: key => page.keyboard.press(key as never),
    type: text => page.keyboard.type(text),
    click: ({ x, y }) => page.mouse.click(x, y),
    drag: async (from, to) => {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(to.x, to.y, { steps: 8 })
      await page.mouse.up()
    },
    picture: async () => Buffer.from(await page.screenshot()),
    faults: async () => faults,
    close: () => browser.close(),
  }
}
