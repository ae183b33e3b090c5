import type { Browser, BrowserContext } from 'playwright-chromium'
import type { Instrument } from '../support/instruments/instrument.ts'
import type { OurPeer } from './peers.ts'
import type { PlainForm } from './servers/plain-form.ts'
import { get } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { chromium } from 'playwright-chromium'
import { findBrowser } from '../../server/export/browser/browser.ts'
import { atMost, told } from '../support/instruments/instrument.ts'
import { newId } from '../support/server/wire.ts'
import { median } from './figures.ts'
import { ours } from './peers.ts'
import { plainForm } from './servers/plain-form.ts'

/** "Slow 4G" of Lighthouse: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back; and a phone's processor. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 }
const CPU_SLOWDOWN = 4

/** Polls of the workshop's own content, and what is tapped in each. */
const POLLS = [
  { kind: 'choice', poll: 'opening', tap: ['input[name=pick]'] },
  { kind: 'scale', poll: 'cicd/practices', tap: ['input[name^="level."]'] },
  { kind: 'dots', poll: 'cicd/bottlenecks', tap: ['button[name=add]'] },
]
const PLAIN_TAP = ['input', 'button']

/** Milliseconds from the tap on the link on. */
interface Load {
  /** A vote can be tapped. */
  votable: number
  /** The server counts the vote that was tapped at once. */
  counted: number
}

/**
 * Loads a page on a slow network and a slow processor, and votes as soon as it is drawn.
 * @param tap what is tapped, one after the other
 * @param counted resolves with the time at which the vote counts, in milliseconds since 1970
 */
async function load(context: BrowserContext, url: string, tap: readonly string[], counted: Promise<number>): Promise<Load> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', SLOW_4G)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  let tellTapped = (_: [began: number, votable: number]) => {}
  const tapped = new Promise<[began: number, votable: number]>(resolve => tellTapped = resolve)
  await page.exposeFunction('tellTapped', (began: number, votable: number) => tellTapped([began, votable]))
  await page.addInitScript((selectors) => {
    const look = () => {
      if (selectors.some(selector => !document.querySelector(selector)))
        return requestAnimationFrame(look)
      // The frame that shows it is drawn by then.
      requestAnimationFrame(() => {
        const votable = performance.now()
        selectors.forEach(selector => document.querySelector<HTMLElement>(selector)!.click())
        ;(window as unknown as { tellTapped: (began: number, votable: number) => void }).tellTapped(performance.timeOrigin, votable)
      })
    }
    look()
  }, tap)
  await page.goto(url)
  const [at, [began, votable]] = await Promise.all([counted, tapped])
  return { votable, counted: at - began }
}

/**
 * The same with a phone that has answered the question for a role already.
 * @param voters of the poll so far
 */
async function loadOurs(browser: Browser, { server, facilitator }: OurPeer, poll: string, tap: readonly string[], voters: number): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, reducedMotion: 'reduce' })
  try {
    await context.request.get(server.url)
    await context.request.post(`${server.url}/vote`, { form: { role: '' }, headers: { origin: server.url, accept: 'application/json' } })
    const counted = facilitator.until('poll', view => view.def.id === poll && view.voters > voters).then(() => Date.now())
    return await load(context, server.url, tap, counted)
  }
  finally {
    await context.close()
  }
}

async function loadPlain(browser: Browser, plain: PlainForm): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } })
  try {
    return await load(context, plain.url, PLAIN_TAP, plain.nextVote())
  }
  finally {
    await context.close()
  }
}

/** What the page and its script take, as they are sent: the vote needs no more. */
async function bytesOf(url: string, encoding: 'br' | 'gzip'): Promise<number> {
  const html = await (await fetch(url)).text()
  const scripts = [...html.matchAll(/<script [^>]*src="([^"]+)"/g)].map(([, path]) => new URL(path!, url).href)
  const sizes = await Promise.all([url, ...scripts].map(file => new Promise<number>((resolve, reject) => {
    get(file, { headers: { 'accept-encoding': encoding } }, response => void buffer(response).then(({ length }) => resolve(length), reject)).on('error', reject)
  })))
  return sizes.reduce((sum, size) => sum + size)
}

export const phone: Instrument = {
  name: 'phone',
  about: 'the first ballot on slow 4G with a processor four times as slow, against that of a plain HTML form',
  async run({ rounds = 7, mutant }) {
    const [peer, plain, browser] = await Promise.all([ours({ mutant }), plainForm(), findBrowser().then(executablePath => chromium.launch({ executablePath, chromiumSandbox: false }))])
    try {
      const figures = []
      for (const { kind, poll, tap } of POLLS) {
        await peer.facilitator.send({ type: 'slide:show', id: newId(), no: 3, clicks: 0, poll })
        await peer.facilitator.until('poll', ({ def, voting }) => def.id === poll && voting === 'open')
        const own: Load[] = []
        const bare: Load[] = []
        for (let round = -1; round < rounds; round++) {
          const here = await loadOurs(browser, peer, poll, tap, round + 1)
          const there = await loadPlain(browser, plain)
          if (round >= 0) {
            own.push(here)
            bare.push(there)
          }
        }
        const [ours_, theirs] = [own, bare].map(loads => ({ counted: median(loads.map(({ counted }) => counted)), votable: median(loads.map(({ votable }) => votable)) }))
        figures.push(
          atMost(`first ballot counts, ${kind} ÷ plain form`, ours_!.counted / theirs!.counted, 1.3),
          told(`${kind}: counts, can be tapped (plain form)`, `${ours_!.counted.toFixed(0)} ms, ${ours_!.votable.toFixed(0)} ms (${theirs!.counted.toFixed(0)} ms, ${theirs!.votable.toFixed(0)} ms)`),
        )
      }
      return [
        ...figures,
        atMost('page and script, brotli', await bytesOf(peer.server.url, 'br') / 1000, 40, ' kB'),
        atMost('page and script, gzip', await bytesOf(peer.server.url, 'gzip') / 1000, 45, ' kB'),
      ]
    }
    finally {
      plain.close()
      await browser.close()
      await peer.stop()
    }
  },
}
