import type { Page } from 'playwright-chromium'
import type { Served } from '../server/with-server.ts'
import { Buffer } from 'node:buffer'
import jsqr from 'jsqr'
import { connectWire, newId } from '../server/wire.ts'
import { openTestBrowser } from './browser.ts'

/** What a room's browsers were shown and asked for. */
export interface Browsed {
  /** The pages as they stood at the end, and what they keep. */
  pages: { name: string, html: string }[]
  /** Every address that was asked for or went to: pages, files, sockets. */
  urls: string[]
  /** What the join code on the slide says; null when it cannot be read. */
  joinCode: string | null
  /** What a page wanted and its policy forbade. */
  forbidden: string[]
}

// The package says one thing in its types and does another in Node.
const decode = 'default' in jsqr ? jsqr.default as typeof jsqr : jsqr

/** Where the deck shows its join code. */
const JOIN_SLIDE = 2

/** Phone, projector and presenter in a real browser, through one vote: joined, voted, closed, revealed. */
export async function browseWorkshop({ port, cookie }: Served): Promise<Browsed> {
  const url = `http://localhost:${port}`
  const browser = await openTestBrowser()
  const urls: string[] = []
  const forbidden: string[] = []
  const visit = async (path: string, withCookie = false) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' })
    if (withCookie)
      await context.addCookies([{ name: cookie.split('=')[0]!, value: cookie.split('=')[1]!, url, httpOnly: true, sameSite: 'Strict' }])
    context.on('request', request => void urls.push(request.url()))
    const page = await context.newPage()
    page.on('websocket', socket => void urls.push(socket.url()))
    page.on('framenavigated', frame => void urls.push(frame.url()))
    page.on('console', message => /content security policy/i.test(message.text()) && void forbidden.push(`${path}: ${message.text()}`))
    await page.goto(`${url}${path}`)
    return page
  }
  try {
    const facilitator = await connectWire(url, { role: 'facilitator', cookie })
    const { polls } = await facilitator.until('welcome')
    const poll = polls.find(({ def }) => def.kind === 'choice')!.def.id
    const show = (no: number, on: string | null) => facilitator.send({ type: 'slide:show', id: newId(), no, clicks: 0, poll: on })
    await show(JOIN_SLIDE, null)
    const projector = await visit(`/deck/${JOIN_SLIDE}`)
    await projector.getByText('in the room').filter({ visible: true }).first().waitFor()
    const joinCode = await readCode(projector)
    const presenter = await visit(`/facilitator/presenter/${JOIN_SLIDE}`, true)
    const phone = await visit('/')
    await phone.getByRole('button', { name: 'Skip' }).click()
    await show(JOIN_SLIDE + 1, poll)
    await phone.getByRole('radio').first().check({ force: true })
    await phone.getByText('Counted').filter({ visible: true }).first().waitFor()
    for (const type of ['poll:close', 'poll:reveal'] as const)
      await facilitator.send({ type, id: newId(), poll })
    await phone.getByText('The result is in').filter({ visible: true }).first().waitFor()
    facilitator.close()
    const named = { projector, presenter, phone }
    return { pages: await Promise.all(Object.entries(named).map(async ([name, page]) => ({ name, html: await everythingOf(page) }))), urls, joinCode, forbidden }
  }
  finally {
    await browser.close()
  }
}

/** The document, with what scripts can read beside it. */
async function everythingOf(page: Page): Promise<string> {
  const kept = await page.evaluate(() => [document.cookie, location.href, history.state, { ...localStorage }, { ...sessionStorage }].map(each => JSON.stringify(each)).join('\n'))
  return `${await page.content()}\n${kept}`
}

/** Reads the code off the picture that a phone's camera would see. */
export async function readCode(page: Page): Promise<string | null> {
  const picture = (await page.screenshot()).toString('base64')
  const blank = await page.context().browser()!.newPage()
  const { pixels, width, height } = await blank.evaluate(async (picture) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob())
    const { width, height } = image
    const canvas = new OffscreenCanvas(width, height).getContext('2d')!
    canvas.drawImage(image, 0, 0)
    const { data } = canvas.getImageData(0, 0, width, height)
    // One number after the other would take a minute to come over.
    const pixels = await new Promise<string>((resolve) => {
      const reader = new FileReader()
      reader.onload = () => resolve((reader.result as string).split(',')[1]!)
      reader.readAsDataURL(new Blob([data]))
    })
    return { pixels, width, height }
  }, picture)
  await blank.close()
  return decode(Uint8ClampedArray.from(Buffer.from(pixels, 'base64')), width, height)?.data ?? null
}
