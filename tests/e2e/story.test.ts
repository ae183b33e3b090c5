import type { Shipped } from '../support/processes/shipped.ts'
import type { Person } from './people.ts'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { run, startWorkshop } from '../support/processes/terminal.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { goTo, LAPTOP, openBrowser, person, PHONE, PROJECTOR, sees, tap } from './people.ts'

/** As a power cut would. */
async function kill(server: Shipped): Promise<void> {
  server.signal('SIGKILL')
  await server.ended
}

describe('a workshop', () => {
  it('runs from the first scan to the PDF, through a crash', { timeout: 180_000 }, async () => {
    const data = tempFolder()
    const browser = await openBrowser()
    const server = await startWorkshop(data)
    const { joinUrl, deckUrl } = server

    const facilitator = await person(browser, server.signInUrl, LAPTOP)
    await facilitator.page.waitForURL(/\/facilitator\/presenter\/s1$/)
    const screen = await person(browser, deckUrl, PROJECTOR)
    const phones = await Promise.all([1, 2, 3].map(() => person(browser, joinUrl, PHONE)))
    const [ann, ben, cem] = phones as [Person, Person, Person]
    await sees(facilitator, 'phones in the room')
    await expect.poll(() => facilitator.page.locator('.count strong').first().textContent()).toBe('3')

    // Two say what they do, one would rather not.
    await tap(ann, 'Development')
    await tap(ben, 'Skip')
    await tap(cem, 'Operations')
    for (const phone of phones)
      await sees(phone, 'Look at the screen')

    // To the first discipline's practices: the screen follows, the phones get the scale.
    const show = async (no: number) => {
      // Its position: the slide about last time, before it, is not on this run.
      await goTo(facilitator, no - 1)
      await facilitator.page.waitForURL(new RegExp(`/presenter/s?${no}$`))
      await screen.page.waitForURL(new RegExp(`/deck/s?${no}$`))
    }
    await show(9)
    for (const phone of phones)
      await sees(phone, 'How true is this of us?')
    for (const [phone, level] of [[ann, 5], [ben, 2], [cem, 2]] as const) {
      const statement = phone.page.getByRole('radiogroup', { name: 'Shipping to production is a routine' })
      await statement.getByRole('radio', { name: new RegExp(`^${level}`) }).check({ force: true })
      await sees(phone, 'Counted')
    }
    await sees(screen, 'of 3 voted')

    // Ann thinks again: her first ballot counts no more.
    const statement = ann.page.getByRole('radiogroup', { name: 'Shipping to production is a routine' })
    await statement.getByRole('radio', { name: /^4/ }).check({ force: true })
    await sees(ann, 'Counted')
    await expect.poll(() => screen.page.locator('.meter .count strong').filter({ visible: true }).first().textContent()).toBe('3')

    // Hidden means absent: no frame so far, and no page, carries a result.
    for (const { page, frames } of [...phones, screen]) {
      expect(frames.length).toBeGreaterThan(1)
      expect([...frames, await page.content()].filter(frame => /"(?:rows|mean|median|distribution|byNumber)":/.test(frame))).toEqual([])
    }

    await tap(facilitator, /^Close voting/)
    await tap(facilitator, /^Reveal/)
    // The interpolated median of 4, 2, 2: 2 + (1 − 0) ÷ (2 × 2).
    await sees(screen, '2.3')
    await sees(screen, '3 voters')
    for (const phone of phones)
      await sees(phone, 'The result is in')

    // The bottlenecks, with dots.
    // The tools.
    await show(10)
    await show(11)
    const dot = (phone: Person, name: string) => tap(phone, `Add a dot: ${name}`)
    await sees(ann, 'What slows us down most?')
    await dot(ann, 'Flaky tests that never get repaired')
    await dot(ann, 'Flaky tests that never get repaired')
    await dot(ben, 'Flaky tests that never get repaired')
    await dot(ben, 'A shared pipeline without an owner')
    await sees(ann, 'Counted')
    await sees(ben, 'Counted')
    await sees(screen, 'of 3 voted')

    // The power goes. What is tapped meanwhile is kept, and goes out once.
    await kill(server)
    await dot(cem, 'A shared pipeline without an owner')
    await sees(cem, 'Kept')
    await sees(cem, /Connection lost/)
    const again = await startWorkshop(data, '--port', String(server.port))
    await sees(cem, 'Counted')
    for (const phone of phones)
      await phone.page.locator('[data-offline]').waitFor({ state: 'detached' })
    await facilitator.page.getByText('Connected', { exact: false }).first().waitFor()
    await expect.poll(() => screen.page.locator('.meter .count strong').filter({ visible: true }).first().textContent()).toBe('3')
    expect(screen.page.url()).toMatch(/\/[a-z]{6}\/deck\/s11$/)

    await tap(facilitator, /^Close voting/)
    await tap(facilitator, /^Reveal/)
    const first = screen.page.locator('.row[data-front]').filter({ visible: true }).first()
    await first.waitFor()
    expect(await first.textContent()).toMatch(/Flaky tests that never get repaired\s*3\s*dots, 2 voters/)

    // Afterwards: a further poll stays unrevealed, then the PDF, without a server.
    await show(12)
    await ann.page.getByRole('radio', { name: 'Yes' }).first().check({ force: true })
    await sees(ann, 'Counted')
    await kill(again)
    const report = join(data, 'report')
    expect(await run('server/cli/commands/report.ts', '--data', data, '--output', report)).toMatchObject({ code: 0, err: '' })

    const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(report, 'slides.pdf'))))
    const { text: pages } = await extractText(pdf, { mergePages: false })
    // What was on screen or has votes, what opens its section, and what sums up.
    expect(pages.length).toBe(16)
    expect(pages[1]).toMatch(/3\s+people voted/)
    expect(pages[4]).toMatch(/Shipping to production.*2\.3/s)
    expect(pages[4]).toContain('3 voters')
    expect(pages[6]).toMatch(/Flaky tests that never get repaired\s+3\s+dots, 2 voters/)
    expect(pages[6]).toContain(String(new Date().getFullYear()))
    // The foot of the page: the workshop, the tabs, the number.
    expect(pages[6]).toMatch(new RegExp(`The DevOps Breakdown, .*01\\s+7 / ${pages.length}`, 's'))
    const tabs = (await (await pdf.getPage(7)).getAnnotations()).filter(({ dest }) => dest)
    expect(tabs).toHaveLength(1)
    expect(statSync(join(report, 'slides.pdf')).size).toBeLessThan(3_000_000)
    expect(pages[7]).toMatch(/Still open\s+Voting was still open\. The\s+result was not revealed\./)
    const outline = await pdf.getOutline()
    expect(outline.map(({ title }) => title)).toEqual(['The DevOps Breakdown', 'Continuous Integration & Delivery', 'Thank you'])
    expect(outline[1]!.items.map(({ title }: { title: string }) => title)).toContain('Where it hurts')
    const links = await (await pdf.getPage(6)).getAnnotations()
    expect(links.map(({ url }) => url)).toContain('https://github.com/features/actions')

    const results = JSON.parse(readFileSync(join(report, 'results.json'), 'utf8'))
    const dots = results.polls.find(({ id }: { id: string }) => id === 'cicd/bottlenecks').rounds[0]
    expect(dots).toMatchObject({ revealed: true, voters: 3 })
    expect(dots.options.map(({ count }: { count: number }) => count)).toEqual([3, 0, 0, 2, 0, 0, 0, 0])
    expect(readFileSync(join(report, 'results.csv'), 'utf8')).toContain('Flaky tests that never get repaired,1,1,3,2')
  })
})
