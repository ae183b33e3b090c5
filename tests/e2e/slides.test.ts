import type { PrintedDeck } from '../../server/export/printer.ts'
import { afterEach, describe, expect, it } from 'vitest'
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
    expect(await deck.page.locator('.print-slide-container').count()).toBe(12 + 6 * content.disciplines.length)
    expect(await findFaults(deck.page)).toEqual([])
  })
})

describe('a poll of any size', { timeout: 120_000 }, () => {
  const polls = optionPolls()

  /** What is seen of rows and their pages, slide by slide. */
  async function rowsOn({ page }: PrintedDeck): Promise<Map<string, { labels: number, note: string | null }>> {
    const seen = await page.locator('.stage').evaluateAll(stages => stages.map(stage => [stage.getAttribute('data-poll')!, {
      labels: stage.querySelectorAll('.rows .label').length,
      note: stage.querySelector('.page-note')?.textContent.trim() ?? null,
    }] as const))
    return new Map(seen)
  }

  it.each([
    ['the default theme', { theme: 'default' }, [[0, 'light'], [240, 'dark']]],
    ['another theme, 4:3', { theme: 'seriph', aspectRatio: '4/3' }, [[1, 'light'], [28, 'dark']]],
  ] as const)('can be read in %s', async (_, headmatter, rooms) => {
    const sized = buildSizedDeck(tempFolder(), polls, headmatter)
    for (const [people, theme] of rooms) {
      deck = await sized.print(people, theme)
      expect(await findFaults(deck.page, { within: '.workshop-part' }), `${people} people`).toEqual([])
      const rows = await rowsOn(deck)
      for (const { def } of polls) {
        const { labels, note } = rows.get(def.id)!
        // Whatever is not drawn is said to be on other pages.
        if ('options' in def && labels < def.options.length)
          expect([def.id, note]).toEqual([def.id, `1${labels > 1 ? `–${labels}` : ''} of ${def.options.length}`])
      }
      await deck.close()
      deck = undefined
    }
  })
})
