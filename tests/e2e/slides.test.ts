import type { Page } from 'playwright-chromium'
import type { PrintedDeck } from '../../server/export/printer.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { findBrowser } from '../../server/browser.ts'
import { pagesFolder } from '../../server/build.ts'
import { openPrintedDeck } from '../../server/export/printer.ts'
import { recordOf } from '../../server/export/record.ts'
import { paths } from '../../server/paths.ts'
import { loadWorkshop } from '../../workshop/load.ts'
import { votedWorkshop } from '../support/voted-workshop.ts'

const content = await loadWorkshop(paths.root)
let deck: PrintedDeck

afterEach(() => deck.close())

/** Opens every slide as it is printed, with the votes of so many people. */
async function print(people: number, theme: 'light' | 'dark'): Promise<Page> {
  const record = recordOf(votedWorkshop(content, people), false)
  deck = await openPrintedDeck({ dist: pagesFolder(paths.root), record, theme, withNotes: false, browser: await findBrowser(), onSlide: () => {} })
  return deck.page
}

/** Text that is cut off, runs into other text, or is set smaller than 20 px; one line for each. */
function findFaults(page: Page): Promise<string[]> {
  return page.locator('.print-slide-container').evaluateAll(slides => slides.flatMap((slide, index) => {
    const faults: string[] = []
    const lines: { element: Element, text: string, slack: number, box: DOMRect }[] = []
    for (const element of slide.querySelectorAll<HTMLElement>('*')) {
      const text = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.textContent!.trim()).join('')
      // Pictures made of type, and words for screen readers, are not for reading.
      if (!text || element.closest('[aria-hidden="true"], .unseen') || element.getClientRects().length === 0)
        continue
      const say = (fault: string) => faults.push(`slide ${index + 1}, "${text.slice(0, 40)}" ${fault}`)
      const size = Number.parseFloat(getComputedStyle(element).fontSize)
      if (size < 20)
        say(`is set at ${size} px`)
      const range = document.createRange()
      range.selectNodeContents(element)
      const boxes = [...range.getClientRects()]
      // A line's box holds room for accents that tightly set type does without.
      const slack = size * 0.2
      for (const box of boxes) {
        // Words of a cloud are packed letter by letter: a line's box says nothing there.
        const other = !element.closest('.cloud') && lines.find(other => !other.element.contains(element)
          && Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 2
          && Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > slack + other.slack)
        if (other)
          say(`runs into "${other.text.slice(0, 40)}"`)
      }
      lines.push(...boxes.map(box => ({ element, text, slack, box })))
      for (let edge: HTMLElement | null = element; edge && edge !== slide.parentElement; edge = edge.parentElement) {
        const { left, right, top, bottom } = edge.getBoundingClientRect()
        const cuts = edge === slide || getComputedStyle(edge).overflow !== 'visible'
        if (cuts && boxes.some(box => box.left < left - 1 || box.right > right + 1 || box.top < top - slack || box.bottom > bottom + slack))
          say(`is cut off by "${edge.className}"`)
      }
    }
    return faults
  }))
}

describe('every slide', () => {
  it.each([[0, 'light'], [2, 'dark'], [28, 'light'], [240, 'dark']] as const)('holds its text with the votes of %i people, %s', async (people, theme) => {
    const page = await print(people, theme)
    expect(await page.locator('.print-slide-container').count()).toBe(12 + 6 * content.disciplines.length)
    expect(await findFaults(page)).toEqual([])
  })
})
