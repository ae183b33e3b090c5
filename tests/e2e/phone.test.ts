import type { Buffer } from 'node:buffer'
import type { BrowserContextOptions, Page } from 'playwright-chromium'
import type { TestServer } from '../support/test-server.ts'
import { get } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { hasOptions, optionsOf } from '../../core/kinds.ts'
import { FACILITATOR } from '../../core/workshop.ts'
import { pagesFolder } from '../../server/build.ts'
import { paths } from '../../server/paths.ts'
import { loadWorkshop } from '../../workshop/load.ts'
import { startTestServer } from '../support/test-server.ts'
import { openBrowser, PHONE } from './people.ts'

const { polls } = await loadWorkshop(paths.root)

/** A server with the real content and pages, on the slide of a poll. */
async function startOn(poll: string): Promise<TestServer> {
  const server = await startTestServer({ dist: pagesFolder(paths.root), start: { polls } })
  const facilitator = await server.facilitator()
  await facilitator.send({ type: 'slide:show', no: 2, clicks: 0, poll })
  return server
}

async function openPhone(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const browser = await openBrowser()
  const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

const sees = (page: Page, text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()

describe('the phone page', () => {
  it('needs 45 kB in three requests at most, compressed, the socket aside, and 40 kB of fonts', async () => {
    const { url } = await startOn('cicd/practices')
    const asked: string[] = []
    const page = await openPhone('about:blank')
    page.on('request', request => void asked.push(request.url()))
    await page.goto(url)
    await sees(page, 'Tap a level on each line')
    await page.evaluate(() => document.fonts.ready)
    const all = asked.filter(address => address.startsWith('http') && !address.includes('/socket.io/'))
    const fonts = all.filter(address => address.endsWith('.woff2'))
    const files = all.filter(address => !fonts.includes(address))
    expect(files.length).toBeLessThanOrEqual(3)

    let size = 0
    for (const file of files) {
      const packed = await getPacked(file)
      expect(brotliDecompressSync(packed).length).toBeGreaterThan(packed.length)
      size += packed.length
    }
    expect(size).toBeLessThanOrEqual(45_000)

    expect(fonts.length).toBeGreaterThan(0)
    const sizes = await Promise.all(fonts.map(async font => (await (await fetch(font)).arrayBuffer()).byteLength))
    expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(40_000)
  })

  it('shows the poll before any script has run', async () => {
    const { url } = await startOn('cicd/practices')
    const page = await openPhone(url, { javaScriptEnabled: false })
    await sees(page, 'How true is this of us?')
    await sees(page, 'Automated tests decide whether a change may ship.')
  })

  it('keeps what was tapped without a network and sends it once when it is back', async () => {
    const { url, room } = await startOn('opening')
    const page = await openPhone(url)
    await page.getByRole('radio', { name: 'We ship too slowly' }).check({ force: true })
    await sees(page, 'Counted')
    await page.context().setOffline(true)
    await page.getByRole('radio', { name: 'We break too much' }).check({ force: true })
    await sees(page, 'Sending…')
    await page.context().setOffline(false)
    await sees(page, 'Counted')
    await expect.poll(() => room.workshop.polls.get('opening')!.rounds[0]!.tally.options.get('break-less')!.voters).toBe(1)
    expect(room.workshop.polls.get('opening')!.rounds[0]!.tally.voters).toBe(1)
  })

  it('is one attendee in two tabs and after a reload', async () => {
    const { url, room } = await startOn('opening')
    const page = await openPhone(url)
    await page.getByRole('radio', { name: 'We ship too slowly' }).check({ force: true })
    await sees(page, 'Counted')
    const second = await page.context().newPage()
    await second.goto(url)
    await second.getByRole('radio', { name: 'We break too much' }).check({ force: true })
    await sees(second, 'Counted')
    await expect.poll(() => page.getByRole('radio', { name: 'We break too much' }).isChecked()).toBe(true)
    await page.reload()
    await expect.poll(() => page.getByRole('radio', { name: 'We break too much' }).isChecked()).toBe(true)
    expect(room.workshop.polls.get('opening')!.rounds[0]!.tally.voters).toBe(1)
  })

  it('fits a screen of 320 px, and text twice as large, with every poll', async () => {
    const { url, room } = await startOn('opening')
    const page = await openPhone(url, { viewport: { width: 320, height: 640 } })
    const faults: string[] = []
    for (const poll of polls.filter(poll => hasOptions(poll) && !poll.from)) {
      const { id, title } = poll
      const options = optionsOf(poll)
      await room.submit(FACILITATOR, { type: 'slide:show', id: `show-${id}`, no: 2, clicks: 0, poll: id })
      await sees(page, title)
      await sees(page, options.at(-1)!.label)
      for (const size of ['100%', '200%']) {
        const width = await page.evaluate((size) => {
          document.documentElement.style.fontSize = size
          return document.documentElement.scrollWidth
        }, size)
        if (width > 320)
          faults.push(`${id} at ${size} is ${width} px wide`)
      }
      await page.evaluate(() => document.documentElement.style.fontSize = '')
      // WCAG 2.5.5: a thumb needs 44 px.
      faults.push(...await page.locator('main').locator('button, label').evaluateAll(list => list.flatMap((target) => {
        const { width, height } = target.getBoundingClientRect()
        return Math.min(width, height) < 44 ? `"${target.textContent}" is ${width} × ${height} px` : []
      })))
    }
    expect(faults).toEqual([])
  })
})

/** What goes over the air; `fetch` would unpack it. */
function getPacked(url: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      buffer(response).then(resolve, reject)
    }).on('error', reject)
  })
}
