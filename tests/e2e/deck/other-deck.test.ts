import type { PollKind } from '../../../core/kinds/kinds.ts'
import type { Person } from '../people.ts'
import { cpSync, globSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, it, onTestFinished } from 'vitest'
import { pagesFolder, usePages } from '../../../server/build/build.ts'
import { readNeeds } from '../../../server/build/deck-needs.ts'
import { readDeck } from '../../../server/build/read-deck.ts'
import { pdfOf } from '../../../server/export/formats.ts'
import { openPrintedDeck } from '../../../server/export/printer.ts'
import { recordOf } from '../../../server/export/record.ts'
import { deckAt, paths } from '../../../server/paths.ts'
import { GESTURES, kindScenes } from '../../../tools/gallery/kinds.ts'
import { openStage } from '../../../tools/gallery/stage.ts'
import { findTestBrowser } from '../../support/browser/browser.ts'
import { findFaults } from '../../support/browser/slide-measure.ts'
import { writeFiles } from '../../support/content.ts'
import { votedWorkshop } from '../../support/polls/voted-workshop.ts'
import { run, startWorkshop } from '../../support/processes/terminal.ts'
import { sampleDeck } from '../../support/sample-deck.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { lookThrough } from '../accessibility.ts'
import { goTo, LAPTOP, openBrowser, person, PHONE, PROJECTOR, sees, tap } from '../people.ts'
import { ODD_DECK } from './odd-deck.ts'

const SAMPLE = join(paths.root, 'tests', 'sample-deck')

describe('an external deck', () => {
  it('runs with its polls, from the first vote to the PDF', { timeout: 240_000 }, async () => {
    const data = tempFolder()
    const folder = sampleDeck()
    const deckFile = join(folder, 'slides.md')
    const browser = await openBrowser()
    const server = await startWorkshop(data, deckFile)
    const facilitator = await person(browser, server.signInUrl, LAPTOP)
    await facilitator.page.waitForURL(/\/facilitator\/presenter\/1$/)
    const screen = await person(browser, server.deckUrl, PROJECTOR)
    const phone = await person(browser, `http://localhost:${server.port}/`, PHONE)
    const show = async (no: number) => {
      await goTo(facilitator, no)
      await screen.page.waitForURL(new RegExp(`/deck/${no}$`))
    }
    const reveal = async () => {
      await sees(phone, 'Counted')
      await tap(facilitator, /^Close voting/)
      await tap(facilitator, /^Reveal/)
    }
    const shown = (text: string) => screen.page.locator('.row[data-front]').filter({ visible: true, hasText: text }).first().waitFor()

    await sees(screen, 'A talk with polls')
    await show(2)
    await sees(screen, 'phone in the room')

    await show(3)
    await sees(phone, 'Which day suits you?')
    await sees(screen, 'Vote now')
    expect(await screen.page.getByText('{#second-day}').count()).toBe(0)
    await phone.page.getByRole('radio', { name: /^Tuesday/ }).check({ force: true })
    await reveal()
    await shown('Tuesday')
    await sees(screen, '100%')
    await inside(screen)

    await show(4)
    await tap(phone, 'Add a dot: Flaky tests')
    await reveal()
    await shown('Flaky tests')
    await facilitator.page.locator('body').press('2')
    await sees(screen, 'Round 2')
    await inside(screen)
    await tap(phone, 'Add a dot: Flaky tests')
    await reveal()
    await sees(screen, /^was 1 ±0$/)
    await inside(screen)

    await show(5)
    await phone.page.getByRole('radiogroup', { name: 'We ship when we want to' }).getByRole('radio', { name: /^4/ }).check({ force: true })
    await reveal()
    await sees(screen, '4.0')

    // A poll that a tag places, without a word in the frontmatter.
    await show(6)
    await sees(phone, 'How awake are you?')
    await phone.page.getByRole('radio', { name: /^So-so/ }).check({ force: true })
    await reveal()
    await shown('So-so')
    await sees(screen, 'This list stays a list')
    await inside(screen)

    // A poll in place of its list, in a layout of the theme.
    await show(7)
    await sees(screen, 'What stands above the list stays where it is.')
    await phone.page.getByRole('radio', { name: /^Soup/ }).check({ force: true })
    await reveal()
    await shown('Soup')
    await inside(screen)

    // Every other kind, as an attendee, a facilitator and the room see it.
    const others: [no: number, kind: PollKind, seen: string][] = [
      [10, 'choice', '1 of 1 right'],
      [11, 'rank', 'points, place 1.0'],
      [12, 'points', '30 points'],
      [13, 'matrix', 'A second review'],
      [14, 'matrix', 'Flaky tests'],
      [15, 'text', 'Delete the third monitoring tool'],
      [16, 'words', 'Relief'],
      [17, 'estimate', 'is the middle answer'],
      [18, 'board', 'Who pays for the platform?'],
    ]
    for (const [no, kind, seen] of others) {
      await show(no)
      await sees(screen, 'Vote now')
      await inside(screen)
      await GESTURES[kind](phone.page)
      await sees(phone, /^(?:Counted|Sent)$/)
      if (kind === 'text' || kind === 'board') {
        // Nothing that was written is on its way to the room before somebody has read it.
        expect(screen.frames.join()).not.toContain(seen)
        await tap(facilitator, /^Show: /)
        await facilitator.page.getByRole('button', { name: /^Hide: / }).waitFor()
      }
      // A board shows its questions while they come in: whoever comes late can still join.
      if (kind === 'board') {
        await sees(screen, seen)
        await screen.page.locator('.result-note .qr').filter({ visible: true }).waitFor()
        await inside(screen)
      }
      await tap(facilitator, /^Close voting/)
      if (kind !== 'board')
        await tap(facilitator, /^Reveal/)
      await sees(screen, seen)
      await inside(screen)
    }

    // What only the facilitator may read is in no page that attendees can fetch.
    const dist = pagesFolder(paths.root, deckAt(deckFile))
    // Slides without code of their own get the strict policy.
    expect(readNeeds(join(dist, 'deck'))).toEqual({ evaluates: [], inline: [], origins: [] })
    const pages = globSync('deck/**/*.{js,html,css}', { cwd: dist }).map(name => readFileSync(join(dist, name), 'utf8')).join('\n')
    expect(pages).toContain('Which day suits you?')
    expect(pages).not.toMatch(/For the facilitator alone|A note for the presenter|\{#second-day\}|right:\s*\[|"right"/)

    const again = await run('server/cli/main.ts', '--no-open', '--port', '0', '--data', tempFolder(), join(folder, 'nothing.md'))
    expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/There is no .+nothing\.md\. Name the Markdown file of a deck/) })
    server.signal('SIGINT')
    await server.ended
    // The open workshop does not go on with other slides.
    expect(await run('server/cli/main.ts', '--no-open', '--port', '0', '--data', data)).toMatchObject({ code: 1, err: expect.stringMatching(/was given with another deck: .+slides\.md\. Go on with both: npm start -- --workshop /) })

    // The export finds the deck by itself.
    expect(await run('server/cli/commands/export.ts', '--data', data, '--output', join(data, 'deck'))).toMatchObject({ code: 0, err: '' })
    const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(data, 'deck.pdf'))))
    const { text } = await extractText(pdf, { mergePages: false })
    expect(text).toHaveLength(18)
    expect(text[10]).toMatch(/What should we mend first\?.*The pipeline\s*3/s)
    // A single text is set large, on several lines.
    expect(text[14]).toMatch(/Delete the third\s+monitoring\s+tool/)
    expect(text[15]).toContain('Relief')
    expect(text[2]).toMatch(/Which day suits you\?.*Tuesday\s*100%/s)
    expect(text[8]).toContain('An ordinary slide')

    expect(readdirSync(folder)).toEqual(['slides.md'])
  })

  it('stays in sync with phones when it is edited between two starts, however odd it becomes', { timeout: 240_000 }, async () => {
    const [folder, data, browser] = [tempFolder(), tempFolder(), await openBrowser()]
    cpSync(SAMPLE, folder, { recursive: true })
    const deck = join(folder, 'slides.md')
    // Its pages are those of the same deck elsewhere.
    cpSync(await usePages(paths.root, () => {}, deckAt(sampleDeck())), pagesFolder(paths.root, deckAt(folder)), { recursive: true })
    const server = await startWorkshop(data, deck)
    const facilitator = await person(browser, server.signInUrl, LAPTOP)
    await facilitator.page.waitForURL(/\/facilitator\/presenter\/1$/)
    const screen = await person(browser, server.deckUrl, PROJECTOR)
    const phone = await person(browser, `${server.url}/`, PHONE)
    await goTo(facilitator, 7)
    for (const somebody of [screen, phone])
      await sees(somebody, 'Soup')
    server.signal('SIGINT')
    await server.ended

    writeFiles(ODD_DECK, folder)
    // A deck's folder may be known by a link.
    const link = join(tempFolder(), 'linked')
    symlinkSync(folder, link, 'junction')
    const next = await startWorkshop(data, '--port', String(server.port), join(link, 'slides.md'))
    expect(next.output.err).toMatch(/slides\.md:\d+:1 {2}is taken for frontmatter/)
    await next.says(/The slides of this deck may run code that they make out of text \(setup\/main\.ts\)\. Phones may not\./)
    const policies = await Promise.all(['deck/1', '', 'facilitator/api/results.json'].map(async path => (await fetch(`${next.url}/${path}`)).headers.get('content-security-policy')!.match(/script-src ([^;]*)/)![1]))
    // The phone's page has one script of its own in it.
    expect(policies).toEqual(['\'self\' \'unsafe-eval\' blob:', expect.stringMatching(/^'self' 'sha256-[^' ]+'$/), '\'self\''])

    // The room is where it was, on pages of both decks: the poll, as it is now.
    const fresh = await person(browser, `${next.deckUrl}1/?clicks=0`, PROJECTOR)
    await fresh.page.waitForURL(/\/deck\/5\b/)
    const again = await person(browser, next.signInUrl, LAPTOP)
    await again.page.waitForURL(/\/presenter\/5\b/)
    for (const somebody of [fresh, again, phone])
      await sees(somebody, 'Where do we meet?')
    for (const somebody of [fresh, screen, phone])
      await sees(somebody, 'There')
    const poll = await fresh.page.locator('.poll-frame').filter({ visible: true }).boundingBox()
    expect(poll!.y + poll!.height).toBeCloseTo(PROJECTOR.height - 30 * PROJECTOR.width / 980, -1)

    // A page from before the edit leads to a poll that is gone: the slides move, and phones wait.
    await sees(facilitator, 'Connected')
    await facilitator.page.locator('body').press('ArrowRight')
    await sees(screen, 'Again next year?')
    await sees(phone, 'The next vote will show up here.')
    await Promise.all([facilitator, screen].map(({ page }) => page.close()))

    // What the deck's own code and a preparser made.
    await goTo(again, 1)
    await sees(fresh, 'The product is 42')
    await goTo(again, 7)
    await sees(fresh, 'Made by the preparser')
    await goTo(again, 3)
    await sees(fresh, 'Put in between')

    // By its alias, with signs that stay words.
    await again.page.locator('body').press('ArrowRight')
    await again.page.waitForURL(/\/presenter\/the%20day$/)
    await fresh.page.waitForURL(/\/deck\/the%20day\b/)
    await sees(fresh, 'Chapter 1')
    for (const somebody of [fresh, phone]) {
      await sees(somebody, 'Which {{ 7 * 6 }} is a List<String> at $5 or 10$?')
      await sees(somebody, /^Monday \{\{ 1 \+ 1 \}\}$/)
      await sees(somebody, /^\{\{ tuesday \}\}$/)
    }
    // Without the styles that most themes begin with.
    const filled = await fresh.page.locator('.slidev-layout.poll').filter({ visible: true }).boundingBox()
    expect(filled!.height).toBeCloseTo(PROJECTOR.height, -1)
    const late = await person(browser, `${next.deckUrl}1`, PROJECTOR)
    await late.page.waitForURL(/\/deck\/the%20day\b/)
    await phone.page.getByRole('radio', { name: /^Monday/ }).check({ force: true })
    await sees(phone, 'Counted')
    await tap(again, /^Close voting/)
    await tap(again, /^Reveal/)
    for (const somebody of [fresh, late])
      await sees(somebody, '100%')
    next.signal('SIGINT')
    await next.ended

    // Its print has a page for every click, as the deck asks for, and further pages of a result once.
    const record = recordOf(votedWorkshop(await readDeck(deckAt(link)), 12), false)
    const printed = await openPrintedDeck({ dist: pagesFolder(paths.root, deckAt(link)), record, theme: 'light', withNotes: false, browser: await findTestBrowser(), onSlide: () => {} })
    onTestFinished(() => printed.close())
    expect(printed.faults).toEqual({ errors: [], warnings: [] })
    const seen = await printed.page.locator('.print-slide-container').evaluateAll(slides => slides.map(slide => [...slide.querySelectorAll('li.slidev-vclick-target')].filter(item => !item.matches('.slidev-vclick-hidden')).length))
    expect(seen).toEqual([0, 1, 2, ...Array.from({ length: 8 }).fill(0)])
    const pdf = await getDocumentProxy(new Uint8Array(await pdfOf(printed)))
    // Not that of the print: the same log gives the same bytes.
    expect((await pdf.getMetadata()).info).toMatchObject({ CreationDate: 'D:20261124090000Z', ModDate: 'D:20261124090000Z' })
    expect((await pdf.getOutline()).slice(0, 3).map(({ title, items }) => [title, ...items.map(({ title }) => title)])).toEqual([['Start'], ['Chapter 1', 'Which of thirty?'], ['Put in between']])
    const { text } = await extractText(pdf, { mergePages: false })
    expect(text).toHaveLength(seen.length)
    expect(text.flatMap(page => /\d+–\d+ of 30/.exec(page) ?? [])).toEqual(['1–10 of 30', '11–20 of 30', '21–30 of 30'])
    expect(text[0]).toContain('The product is 42')
    expect(text[6]).toContain('Put in between')
    expect(text[7]).toMatch(/Which \{\{ 7 \* 6 \}\} is a\s+List<String> at \$5 or 10\$\?.*Monday \{\{ 1 \+ 1 \}\}\s*\d+%/s)
  })

  it('passes axe with the kinds that our deck doesn\'t have', { timeout: 240_000 }, async () => {
    const [browser, stage] = await Promise.all([openBrowser(), openStage(() => {}, deckAt(sampleDeck()))])
    onTestFinished(stage.close)
    // The theme is somebody else's, only the poll on it is not.
    const { names, found } = await lookThrough(stage, kindScenes(browser, stage, 'dark', {}, ['rank', 'points']), '.page, .stage')
    expect(found).toEqual({})
    expect(names.size).toBeGreaterThanOrEqual(8)
  })

  it('is checked like our deck', async () => {
    expect(await run('server/cli/commands/check.ts', SAMPLE)).toEqual({ code: 0, out: 'The content is sound: 15 polls.\n', err: '' })
  })
})

/** All of a poll can be read, and nothing of it leaves its slide. */
async function inside({ page }: Person): Promise<void> {
  // Rows and bars are on their way for a while.
  await expect.poll(() => findFaults(page, { slides: '#slideshow .slidev-page', within: '.workshop-part' })).toEqual([])
}
