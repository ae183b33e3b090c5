import type { Browser, Page } from 'playwright-chromium'
import { describe, expect, it } from 'vitest'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice } from '../../support/polls/polls.ts'
import { FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'
import { openBrowser, person, PHONE, sees, tap } from '../people.ts'

/** A server with two seats and real pages, on the slide of an open vote. */
async function openRoom() {
  const [browser, server] = await Promise.all([openBrowser(), startTestServer({ dist: pagesFolder(paths.root), seats: 2 })])
  await (await server.facilitator()).send({ type: 'slide:show', no: 2, clicks: 0, poll: choice.id })
  return { browser, ...server }
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await page.getByRole('button', { name: 'Take my seat' }).click()
}

describe('a phone that needs a seat', { timeout: 60_000 }, () => {
  it('gets it by typing the code, and says what is wrong with other codes', async () => {
    const { browser, place: url, codes, room } = await openRoom()
    const ann = await person(browser, url, PHONE)
    await sees(ann, 'Your seat code')
    expect(await ann.page.getByRole('radio').count()).toBe(0)
    await enter(ann.page, 'bcd')
    await sees(ann, 'A code has 8 letters.')
    await enter(ann.page, 'zzzz-zzzz')
    await sees(ann, 'No seat has this code. Check each letter.')
    const field = ann.page.getByRole('textbox', { name: 'Code' })
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.getAttribute('autocapitalize')).toBe('none')
    await field.fill(`${codes[0]!.slice(0, 4)} ${codes[0]!.slice(4)}`.toUpperCase())
    await field.press('Enter')
    await sees(ann, choice.title)
    await tap(ann, 'Option A', 'radio')
    await sees(ann, 'Counted')
    await ann.page.reload()
    await sees(ann, 'Counted')

    const bob = await person(browser, url, PHONE)
    await enter(bob.page, codes[0]!)
    await sees(bob, 'Another phone has taken this code.')
    expect(room.workshop.seated.size).toBe(1)
  })

  it('gets it by the link of a card, whose code is in no address and no request afterwards', async () => {
    const { browser, place: url, codes } = await openRoom()
    const asked: string[] = []
    const page = await blankPhone(browser)
    page.on('request', request => void asked.push(request.url()))
    await page.goto(`${url}#seat=${codes[1]}`)
    await page.getByText(choice.title).waitFor()
    expect(page.url()).toBe(url)
    // The first is the address that was typed; its fragment stays in the browser.
    expect(asked.length).toBeGreaterThan(3)
    expect(asked.slice(1).filter(address => address.includes(codes[1]!))).toEqual([])

    // Another card, scanned into a page that is open already.
    const other = await blankPhone(browser)
    await other.goto(`${url}#seat=${codes[1]}`)
    await other.getByText('Another phone has taken this code.').waitFor()
    expect(other.url()).toBe(url)
    await other.evaluate(code => location.hash = `seat=${code}`, codes[0])
    await other.getByText(choice.title).waitFor()
  })

  it('loses it when the facilitator releases it, and another phone continues with the same vote', async () => {
    const { browser, place: url, codes, room } = await openRoom()
    const old = await person(browser, `${url}#seat=${codes[0]}`, PHONE)
    await tap(old, 'Option B', 'radio')
    await sees(old, 'Counted')

    const context = await browser.newContext()
    const [name, value] = FACILITATOR_COOKIE.split('=') as [string, string]
    await context.addCookies([{ name, value, url, sameSite: 'Strict' }])
    const cards = await context.newPage()
    await cards.goto(`${url}/facilitator/seats`)
    await cards.getByRole('button', { name: 'Release seat 1' }).click()
    await cards.getByText('2 seats, 0 taken').waitFor()
    await sees(old, 'Your seat code')

    const fresh = await person(browser, `${url}#seat=${codes[0]}`, PHONE)
    await expect.poll(() => fresh.page.getByRole('radio', { name: 'Option B' }).isChecked()).toBe(true)
    await tap(fresh, 'Option C', 'radio')
    await sees(fresh, 'Counted')
    await expect.poll(() => [...room.workshop.polls.get(choice.id)!.rounds[0]!.ballots.values()]).toEqual([picks('c')])
  })

  it('fits 320 px with text twice as large, with large enough touch targets', async () => {
    const { browser, place: url } = await openRoom()
    const { page } = await person(browser, url, { width: 320, height: 640 })
    await enter(page, 'zzzz-zzzz')
    await page.getByText('No seat has this code').waitFor()
    for (const size of ['100%', '200%']) {
      const width = await page.evaluate((size) => {
        document.documentElement.style.fontSize = size
        return document.documentElement.scrollWidth
      }, size)
      expect(width, size).toBe(320)
    }
    for (const target of [page.getByRole('textbox'), page.getByRole('button')])
      expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  })
})

describe('the seat cards', { timeout: 60_000 }, () => {
  it('fit 24 to an A4 page, none cut off', async () => {
    const address = 'https://workshop-of-the-platform-team.internal.example.org:4443'
    const [browser, { place: url }] = await Promise.all([openBrowser(), startTestServer({ dist: pagesFolder(paths.root), seats: 49, baseUrl: () => `${address}/votes/wmwmwm` })])
    const page = await (await browser.newContext({ extraHTTPHeaders: { cookie: FACILITATOR_COOKIE } })).newPage()
    await page.goto(`${url}/facilitator/seats`)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(3)
    const spilled = await page.locator('li').evaluateAll(cards => cards.filter(card => card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth).length)
    expect(spilled).toBe(0)
    const card = page.locator('li').first()
    expect(await card.locator('.address').textContent()).toBe('workshop-of-the-platform-team.internal.example.org:4443/votes/wmwmwm')
    const code = card.locator('.address .part').last()
    expect(await code.textContent()).toBe('/wmwmwm')
    expect(await code.evaluate(part => part.getClientRects().length === 1 && part.clientHeight < Number.parseFloat(getComputedStyle(part).fontSize) * 1.5)).toBe(true)
  })
})

async function blankPhone(browser: Browser): Promise<Page> {
  return (await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce' })).newPage()
}
