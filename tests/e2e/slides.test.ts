import type { PrintedDeck } from '../../server/export/printer.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { optionsOf } from '../../core/kinds.ts'
import { findBrowser } from '../../server/browser.ts'
import { pagesFolder } from '../../server/build.ts'
import { openPrintedDeck } from '../../server/export/printer.ts'
import { recordOf } from '../../server/export/record.ts'
import { paths } from '../../server/paths.ts'
import { loadWorkshop } from '../../workshop/load.ts'
import { buildSizedDeck } from '../support/sized-deck.ts'
import { optionPolls } from '../support/sized-polls.ts'
import { findFaults } from '../support/slide-measure.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { votedWorkshop } from '../support/voted-workshop.ts'

const content = await loadWorkshop(paths.root)
let deck: PrintedDeck | undefined

afterEach(() => deck?.close())

describe('every slide', () => {
  it.each([[0, 'light'], [2, 'dark'], [28, 'light'], [240, 'dark']] as const)('holds its text with the votes of %i people, %s', async (people, theme) => {
    const record = recordOf(votedWorkshop(content, people), false)
    deck = await openPrintedDeck({ dist: pagesFolder(paths.root), record, theme, withNotes: false, browser: await findBrowser(), onSlide: () => {} })
    // What was written goes on on further pages.
    expect(await deck.page.locator('.print-slide-container:not([data-further-page])').count()).toBe(12 + 6 * content.disciplines.length)
    expect(await findFaults(deck.page)).toEqual([])
    // No list of ours needs a second page.
    expect(await deck.page.locator('.page-note').count()).toBe(0)
  })
})

describe('a poll of any size', { timeout: 240_000 }, () => {
  const polls = optionPolls()
  /** As where our font could not be loaded: half as wide again as what is reckoned with. */
  const WIDE = ':root { --font-sans: \'DejaVu Sans\', Verdana, sans-serif !important }'

  /** The labels of each poll's rows, on all pages that its slide has in a print. */
  async function labelsOn({ page }: PrintedDeck): Promise<Map<string, string[]>> {
    const found = await page.locator('.stage').evaluateAll(stages => stages.flatMap(stage =>
      [...stage.querySelectorAll('.rows .label')].map(label => [stage.getAttribute('data-poll')!, label.firstChild!.textContent!.trim()] as const)))
    return new Map(polls.map(({ def: { id } }) => [id, found.filter(([poll]) => poll === id).map(([, label]) => label)]))
  }

  it.each([
    ['the default theme', { theme: 'default' }, '', [[0, 'light'], [28, 'dark']]],
    ['another theme, 4:3, in a wider font', { theme: 'seriph', aspectRatio: '4/3' }, WIDE, [[240, 'light']]],
  ] as const)('can be read in %s', async (_, headmatter, style, rooms) => {
    const sized = buildSizedDeck(tempFolder(), polls, headmatter, style)
    for (const [people, theme] of rooms) {
      deck = await sized.print(people, theme)
      expect(await findFaults(deck.page, { within: '.workshop-part' }), `${people} people`).toEqual([])
      const labels = await labelsOn(deck)
      for (const { def } of polls)
        expect([def.id, labels.get(def.id)!.toSorted()]).toEqual([def.id, optionsOf(def).map(({ label }) => label).toSorted()])
      await deck.close()
      deck = undefined
    }
  })
})
