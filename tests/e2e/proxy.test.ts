import type { Browser } from 'playwright-chromium'
import type { ProxyChanges } from '../support/proxies/proxies.ts'
import { hash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readCode } from '../support/browser/browse.ts'
import { openTestBrowser } from '../support/browser/browser.ts'
import { writeFiles } from '../support/content.ts'
import { startWorkshop } from '../support/processes/terminal.ts'
import { PUBLIC_URL } from '../support/proxies/documented.ts'
import { startProxy } from '../support/proxies/proxies.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { goTo, LAPTOP, person, PHONE, PROJECTOR, sees, tap } from './people.ts'

const { origin: ORIGIN, hostname: HOST } = new URL(PUBLIC_URL)

/** The workshop as `npm start` runs it, behind Caddy as documented, and a browser that finds both at the public address. */
async function open(changes: ProxyChanges, ...args: string[]) {
  const server = await startWorkshop(tempFolder(), '--host', '127.0.0.1', '--public-url', PUBLIC_URL, ...args)
  const { port, certificate } = await startProxy('Caddy', server.port, changes)
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })
  const browser = await openTestBrowser(`--host-resolver-rules=MAP ${HOST}:443 127.0.0.1:${port}`, `--ignore-certificate-errors-spki-list=${hash('sha256', key, 'base64')}`)
  onTestFinished(() => browser.close())
  return { server, browser, signInUrl: server.signInUrl.replace(new URL(server.signInUrl).origin, ORIGIN) }
}

/** Every address that pages of a browser ask for from now on. */
function addressesOf(browser: Browser): string[] {
  const urls: string[] = []
  browser.on('context', (context) => {
    context.on('request', request => void urls.push(request.url()))
    context.on('page', page => page.on('websocket', socket => void urls.push(socket.url())))
  })
  return urls
}

const DECK = {
  'slides.md': '---\ntitle: Faces\n---\n\n# Faces\n\n<Face who="ann" />\n\n---\npoll: { kind: choice }\n---\n\n## Who?\n\n- Ann\n- Ben\n',
  'components/Face.vue': '<script setup>\ndefineProps([\'who\'])\n</script>\n\n<template>\n  <img :src="\'/faces/\' + who + \'.svg\'">\n</template>\n',
  'public/faces/ann.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>',
}

describe.runIf(process.env.PROXIES === 'all')('a workshop behind Caddy, with TLS and below a path', { timeout: 180_000 }, () => {
  it('runs from the scan to the PDF', async () => {
    const { server, browser, signInUrl } = await open({})
    const urls = addressesOf(browser)
    expect([server.joinUrl, server.deckUrl]).toEqual([PUBLIC_URL, `${PUBLIC_URL}/deck/`])
    const screen = await person(browser, server.deckUrl, PROJECTOR)
    await screen.page.waitForURL(/\/deck\/s?1$/)
    const facilitator = await person(browser, signInUrl, LAPTOP)
    await facilitator.page.waitForURL(new RegExp(`^${PUBLIC_URL}/[a-z]{6}/facilitator/presenter/s1$`))
    await sees(facilitator, 'Connected')
    await goTo(facilitator, 2)
    await screen.page.waitForURL(/\/deck\/s?2$/)
    await sees(screen, 'in the room')
    const code = await readCode(screen.page)
    expect(code).toMatch(new RegExp(`^${PUBLIC_URL}/[a-z]{6}$`))
    const ann = await person(browser, code!, PHONE)
    await tap(ann, 'Skip')
    await goTo(facilitator, 3)
    await sees(ann, 'What brings you here today?')
    await ann.page.getByRole('radio', { name: 'We break too much' }).check({ force: true })
    await sees(ann, 'Counted')
    await tap(facilitator, /^Close voting/)
    await tap(facilitator, /^Reveal/)
    await sees(ann, 'The result is in')
    await sees(screen, '1 voter')
    const [file] = await Promise.all([facilitator.page.waitForEvent('download', { timeout: 90_000 }), facilitator.page.getByRole('button', { name: 'Export PDF' }).click()])
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(readFileSync(await file.path()))), { mergePages: true })
    expect(text).toMatch(/We break too much\s+1/)
    for (const { page } of [ann, screen, facilitator]) {
      const cookies = await page.context().cookies()
      expect(cookies.map(({ path, secure, httpOnly }) => [path, secure, httpOnly])).toEqual(cookies.map(() => ['/votes', true, true]))
      expect(cookies.length).toBeGreaterThan(0)
    }
    const others = urls.filter(url => !`${url}/`.startsWith(`${PUBLIC_URL}/`) && !/^(?:data|blob):/.test(url))
    expect(new Set(others.map(url => url.split('?')[0]))).toEqual(new Set([`wss://${HOST}/votes/socket.io/`]))
  })

  it('shows what a deck asks for at the root of the host, though the root is somebody else\'s', async () => {
    const { server, browser } = await open({}, join(writeFiles(DECK), 'slides.md'))
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', request => request.url().includes('/faces/') && asked.push(`${request.url()} from ${request.headers().referer}`))
    await page.goto(server.deckUrl)
    const face = page.locator('img').first()
    await expect.poll(() => face.evaluate(image => (image as HTMLImageElement).naturalWidth)).toBe(40)
    const slide = page.url()
    expect(asked).toEqual([`${ORIGIN}/faces/ann.svg from ${slide}`, `${slide.replace(/\d+$/, '')}faces/ann.svg from ${slide}`])
  })
})
