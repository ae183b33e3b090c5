import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-chromium'
import type { Instrument } from '../support/instrument.ts'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { chromium } from 'playwright-chromium'
import { findBrowser } from '../../server/export/browser/browser.ts'
import { atMost, told } from '../support/instrument.ts'
import { median } from './figures.ts'
import { ours } from './peers.ts'

/** "Slow 4G" of Lighthouse: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back; and a phone's processor. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 }
const CPU_SLOWDOWN = 4

interface Load {
  /** Seconds from the tap on the link until a vote can be tapped. */
  votable: number
  /** Bytes of the files as they are sent, compressed, and how many files: fonts come later and are apart. */
  bytes: number
  files: number
  fontBytes: number
}

async function load(browser: Browser, url: string, isVotable: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, reducedMotion: 'reduce' })
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', SLOW_4G)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
    const asked = new Map<string, { font: boolean, bytes: number }>()
    // What came with the response are its headers; in the end, all of it is told.
    devtools.on('Network.responseReceived', ({ requestId, type, response }) => void (response.status === 200 && asked.set(requestId, { font: type === 'Font', bytes: -response.encodedDataLength })))
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => asked.has(requestId) && (asked.get(requestId)!.bytes += encodedDataLength))
    await page.addInitScript((selector) => {
      const look = () => {
        if (!document.querySelector(selector))
          return requestAnimationFrame(look)
        // The frame that shows it is drawn by then.
        requestAnimationFrame(() => Object.assign(window, { votableAt: performance.now() }))
      }
      look()
    }, isVotable)
    await page.goto(url)
    const votable = await (await page.waitForFunction(() => (window as { votableAt?: number }).votableAt)).jsonValue()
    await page.waitForLoadState('networkidle')
    const files = [...asked.values()]
    if (files.some(({ bytes }) => bytes <= 0))
      throw new Error(`The browser did not tell the size of every file: ${JSON.stringify(files)}`)
    const sum = (font: boolean) => files.filter(file => file.font === font).reduce((bytes, file) => bytes + file.bytes, 0)
    return { votable: votable! / 1000, bytes: sum(false), fontBytes: sum(true), files: files.filter(({ font }) => !font).length }
  }
  finally {
    await context.close()
  }
}

/** The same poll as a page of one request and no script. */
async function plainPage(): Promise<{ url: string, close: () => void }> {
  const rows = ['We ship too slowly', 'We break too much', 'Too much toil', 'It costs too much', 'It is not safe', 'Curious']
  const page = `<!doctype html><meta name="viewport" content="width=device-width"><title>Vote</title><form method="post"><h1>What hurts most?</h1>${rows.map(row => `<p><label><input type="radio" name="vote" value="${row}"> ${row}</label>`).join('')}<p><button>Vote</button></form>`
  const server = createServer((request, response) => request.url === '/' ? response.setHeader('content-type', 'text/html').end(page) : response.writeHead(204).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => void server.close() }
}

export const phone: Instrument = {
  name: 'phone',
  about: 'the phone page on slow 4G with a processor four times as slow, against plain HTML',
  async run({ rounds = 7, mutant }) {
    const [peer, plain, browser] = await Promise.all([ours({ mutant }), plainPage(), findBrowser().then(executablePath => chromium.launch({ executablePath, chromiumSandbox: false }))])
    try {
      const own: Load[] = []
      const bare: Load[] = []
      for (let round = -1; round < rounds; round++) {
        // What comes with the page is switched off until its script has taken over.
        const here = await load(browser, peer.server.url, 'main input:enabled, main button:enabled')
        const there = await load(browser, plain.url, 'button')
        if (round >= 0) {
          own.push(here)
          bare.push(there)
        }
      }
      const [votable, plainVotable] = [own, bare].map(loads => median(loads.map(({ votable }) => votable))) as [number, number]
      return [
        atMost('votable after', votable, 1, ' s'),
        atMost('files as they are sent, fonts aside', Math.max(...own.map(({ bytes }) => bytes)) / 1000, 45, ' kB'),
        atMost('requests, fonts aside', Math.max(...own.map(({ files }) => files)), 3),
        told('plain HTML, and how many times that', `${plainVotable.toFixed(2)} s, ${(votable / plainVotable).toFixed(2)}`),
        told('fonts, which the text does not wait for', `${(own[0]!.fontBytes / 1000).toFixed(0)} kB`),
      ]
    }
    finally {
      plain.close()
      await browser.close()
      await peer.stop()
    }
  },
}
