import type { Page } from 'playwright-chromium'
import { expect, it, onTestFinished } from 'vitest'
import { startCluster } from '../support/processes/cluster.ts'
import { goTo, LAPTOP, openBrowser, PHONE, tap } from './people.ts'

const HURTS = 'CI/CD: Where it hurts'
/** What pages say when they have no connection. */
const LOST = /Connection lost|Away|Server is away/

declare global {
  interface Window { lostFor: number }
}

/** Notes for how long, in milliseconds, a page has shown that it has no connection. */
function watch(lost: string): void {
  let since: number | undefined
  window.lostFor = 0
  setInterval(() => {
    // What is hidden is not shown.
    // eslint-disable-next-line unicorn/prefer-dom-node-text-content
    const isLost = new RegExp(lost).test(document.body?.innerText ?? '')
    since = isLost ? since ?? performance.now() : undefined
    if (since !== undefined)
      window.lostFor = Math.max(window.lostFor, performance.now() - since, 1)
  }, 20)
}

it('two servers end one after the other, in the middle of a vote, and no page notices', { timeout: 120_000 }, async () => {
  const cluster = await startCluster(2)
  onTestFinished(cluster.close)
  const { url, nodes, cookie, newWorkshop } = cluster
  const { code } = await newWorkshop()
  const browser = await openBrowser()
  const open = async (path: string, viewport: { width: number, height: number }, cookies = false): Promise<Page> => {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
    if (cookies)
      await context.addCookies([{ name: cookie.split('=')[0]!, value: cookie.split('=')[1]!, url, httpOnly: true, sameSite: 'Strict' }])
    const page = await context.newPage()
    await page.addInitScript(watch, LOST.source)
    await page.goto(`${url}/${code}${path}`)
    return page
  }
  const [panel, phone] = [await open('/facilitator/', LAPTOP, true), await open('/', PHONE)]
  await panel.getByText('Connected').waitFor()
  await tap({ page: phone, frames: [] }, 'Skip')
  await goTo({ page: panel, frames: [] }, HURTS)
  const dot = () => phone.locator('button[aria-label^="Add a dot"]:not([aria-disabled="true"])').first().click()
  const counted = phone.getByText('Counted').filter({ visible: true }).first()
  await dot()
  await counted.waitFor()
  let sockets = 0
  for (const page of [panel, phone])
    page.on('websocket', () => sockets++)

  for (const node of nodes) {
    const began = performance.now()
    const ended = node.drain()
    await dot()
    const { code, err } = await ended
    expect([code, err]).toEqual([0, ''])
    // It need not wait for its time to be over.
    expect(performance.now() - began).toBeLessThan(4000)
    await counted.waitFor()
    await panel.getByText('Connected').waitFor()
    await node.start()
  }
  // Each page was on one of them at least once.
  expect(sockets).toBeGreaterThanOrEqual(2)
  for (const page of [panel, phone])
    expect(await page.evaluate(() => window.lostFor)).toBe(0)
})
