import type { PrintedDeck } from '../../../server/export/printer.ts'
import type { SizedDeck } from '../../support/browser/sized-deck.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { hasOptions, optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { openPrintedDeck } from '../../../server/export/printer.ts'
import { recordOf } from '../../../server/export/record.ts'
import { paths } from '../../../server/paths.ts'
import { findTestBrowser } from '../../support/browser/browser.ts'
import { findTouchingWords } from '../../support/browser/cloud-measure.ts'
import { buildSizedDeck } from '../../support/browser/sized-deck.ts'
import { findFaults } from '../../support/browser/slide-measure.ts'
import { optionPolls } from '../../support/polls/sized-polls.ts'
import { votedWorkshop } from '../../support/polls/voted-workshop.ts'
import { writtenPolls } from '../../support/polls/written-polls.ts'

const content = await loadContent(paths.root)
let deck: PrintedDeck | undefined

afterEach(() => deck?.close())

/** In a command: SIZES=all npx vitest run tests/e2e/deck/slides.test.ts */
const ALL = process.env.SIZES === 'all'

const ROOMS: [people: number, theme: 'light' | 'dark'][] = [[2, 'dark'], [240, 'light']]
// Slides that show no result are measured in `printed-results.test.ts`.
if (ALL)
  ROOMS.push([0, 'light'])

describe('every slide', () => {
  it.each(ROOMS)('fits its text with the votes of %i people, %s', async (people, theme) => {
    const twice = new Set(people > 2 ? content.polls.filter(({ kind }) => kind === 'scale').map(({ id }) => id) : [])
    const record = recordOf(votedWorkshop(content, people, { twice }), false, true)
    deck = await openPrintedDeck({ dist: pagesFolder(paths.root), record, theme, withNotes: false, browser: await findTestBrowser(), onSlide: () => {} })
    // What was written goes on on further pages.
    expect(await deck.page.locator('.print-slide-container:not([data-further-page])').count()).toBe(content.slides.length)
    expect(await findFaults(deck.page)).toEqual([])
    // All disciplines are voted on alike, and have one bottleneck more than there is room for.
    expect(await deck.page.locator('.ranking .notes').allTextContents()).toEqual(people === 0 ? [] : [expect.stringMatching(/\d more at rank 1/)])
    // No list of ours needs a second page.
    expect(await deck.page.locator('.room .page-note').count()).toBe(0)
  })
})

/** As where our font could not be loaded: half as wide again as the widths that are calculated. */
const WIDE = ':root { --font-sans: \'DejaVu Sans\', Verdana, sans-serif !important }'

type Sized = [name: string, headmatter: Record<string, unknown>, style: string, rooms: [number, 'light' | 'dark'][]]

/** Where there is the least room. */
const HARDEST: Sized = ['another theme, 4:3, in a wider font', { theme: 'seriph', aspectRatio: '4/3' }, WIDE, [[240, 'light']]]
const OTHERS: Sized[] = ALL ? [['the default theme', { theme: 'default' }, '', [[0, 'light'], [28, 'dark']]]] : []

describe.each([HARDEST, ...OTHERS])('a poll of any size in %s', { timeout: 240_000 }, (_, headmatter, style, rooms) => {
  const withOptions = optionPolls()
  const written = writtenPolls(28)
  const folder = mkdtempSync(join(tmpdir(), 'workshop-'))
  let sized: SizedDeck

  beforeAll(() => {
    sized = buildSizedDeck(folder, [...withOptions, ...written], headmatter, style)
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** The labels of each poll's rows, on all pages that its slide has in a print. */
  async function labelsOn({ page }: PrintedDeck): Promise<Map<string, string[]>> {
    const found = await page.locator('.stage').evaluateAll(stages => stages.flatMap(stage =>
      [...stage.querySelectorAll('.rows .label')].map(label => [stage.getAttribute('data-poll')!, label.firstChild!.textContent!.trim()] as const)))
    return new Map(withOptions.map(({ def: { id } }) => [id, found.filter(([poll]) => poll === id).map(([, label]) => label)]))
  }

  it.each(rooms)('is readable with the votes of %i people, %s', async (people, theme) => {
    deck = await sized.print(people, theme)
    expect(await findFaults(deck.page, { within: '.workshop-part' })).toEqual([])
    const labels = await labelsOn(deck)
    for (const { def } of withOptions.filter(({ def }) => hasOptions(def)))
      expect([def.id, labels.get(def.id)!.toSorted()]).toEqual([def.id, optionsOf(def).map(({ label }) => label).toSorted()])
    if (people === 0)
      return
    // Words do not touch.
    expect(await deck.page.locator('.cloud li').count()).toBeGreaterThan(300)
    expect(await findTouchingWords(deck.page)).toEqual([])
    // An option of a matrix has the number that it has on phones.
    const numbers = await deck.page.locator('[data-poll="plot-8"] .names li').evaluateAll(rows => rows.map(row => [row.querySelector('.badge')!.textContent, row.querySelector('.name')!.textContent]))
    const { options } = written.find(({ def }) => def.id === 'plot-8')!.def as { options: { label: string }[] }
    expect(numbers.sort(([a], [b]) => Number(a) - Number(b))).toEqual(options.map(({ label }, index) => [String(index + 1), label]))
    // Every text is there, on as many pages as it takes.
    const texts = new Set((await deck.page.locator('.wall li p').allTextContents()).map(text => text.trim()))
    const sent = written.flatMap(({ answers = [] }) => answers.flatMap(answer => 'posts' in answer ? answer.posts : []))
    expect(sent.length).toBeGreaterThan(200)
    expect(sent.filter(({ text }) => !texts.has(text))).toEqual([])
  })
})
