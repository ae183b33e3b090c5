import type { PollKind } from '../../../core/kinds/kinds.ts'
import type { Person } from '../people.ts'
import { cpSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { pagesFolder } from '../../../server/build/build.ts'
import { readNeeds } from '../../../server/build/deck-needs.ts'
import { deckAt, paths } from '../../../server/paths.ts'
import { GESTURES, kindScenes } from '../../../tools/gallery/kinds.ts'
import { openStage } from '../../../tools/gallery/stage.ts'
import { findFaults } from '../../support/browser/slide-measure.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { run, startWorkshop } from '../../support/processes/terminal.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { lookThrough } from '../accessibility.ts'
import { LAPTOP, openBrowser, person, PHONE, PROJECTOR, sees, tap } from '../people.ts'

const SAMPLE = join(paths.root, 'tests', 'sample-deck')

/** Somebody's own deck, far from this project: a file, no package.json, no packages. */
const own = dataFolder()
cpSync(SAMPLE, own.path, { recursive: true })
afterAll(own.remove)

describe('an external deck', () => {
  it('runs with its polls, from the first vote to the PDF', { timeout: 240_000 }, async () => {
    const data = tempFolder()
    const folder = own.path
    const deckFile = join(folder, 'slides.md')
    const browser = await openBrowser()
    const server = await startWorkshop(data, deckFile)
    const facilitator = await person(browser, server.signInUrl, LAPTOP)
    await facilitator.page.waitForURL(/\/facilitator\/presenter\/1$/)
    const screen = await person(browser, server.deckUrl, PROJECTOR)
    const phone = await person(browser, `http://localhost:${server.port}/`, PHONE)
    const goTo = async (no: number) => {
      await facilitator.page.locator('body').press('g')
      await facilitator.page.locator('#slidev-goto-input').fill(String(no))
      await facilitator.page.locator('#slidev-goto-input').press('Enter')
      await screen.page.waitForURL(new RegExp(`/deck/${no}$`))
    }
    const reveal = async () => {
      await sees(phone, 'Counted')
      await tap(facilitator, /^Close voting/)
      await tap(facilitator, /^Reveal/)
    }
    const shown = (text: string) => screen.page.locator('.row[data-front]').filter({ visible: true, hasText: text }).first().waitFor()

    await sees(screen, 'A talk with polls')
    await goTo(2)
    await sees(screen, 'phone in the room')

    await goTo(3)
    await sees(phone, 'Which day suits you?')
    await sees(screen, 'Vote now')
    expect(await screen.page.getByText('{#second-day}').count()).toBe(0)
    await phone.page.getByRole('radio', { name: /^Tuesday/ }).check({ force: true })
    await reveal()
    await shown('Tuesday')
    await sees(screen, '100%')
    await inside(screen)

    await goTo(4)
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

    await goTo(5)
    await phone.page.getByRole('radiogroup', { name: 'We ship when we want to' }).getByRole('radio', { name: /^4/ }).check({ force: true })
    await reveal()
    await sees(screen, '4.0')

    // A poll that a tag places, without a word in the frontmatter.
    await goTo(6)
    await sees(phone, 'How awake are you?')
    await phone.page.getByRole('radio', { name: /^So-so/ }).check({ force: true })
    await reveal()
    await shown('So-so')
    await sees(screen, 'This list stays a list')
    await inside(screen)

    // A poll in place of its list, in a layout of the theme.
    await goTo(7)
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
      await goTo(no)
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

  it('passes axe in both themes with the kinds that our deck doesn\'t have', { timeout: 240_000 }, async () => {
    const [browser, stage] = await Promise.all([openBrowser(), openStage(() => {}, deckAt(own.path))])
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
