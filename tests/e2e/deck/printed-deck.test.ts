import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { getDocumentProxy } from 'unpdf'
import { expect, it } from 'vitest'
import { readDeck } from '../../../server/build/read-deck.ts'
import { findBrowser } from '../../../server/export/browser/browser.ts'
import { pdfOf } from '../../../server/export/formats.ts'
import { openPrintedDeck } from '../../../server/export/printer.ts'
import { recordOf } from '../../../server/export/record.ts'
import { deckAt, paths } from '../../../server/paths.ts'
import { writeFiles } from '../../support/content.ts'
import { votedWorkshop } from '../../support/polls/voted-workshop.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const DECK = `---
title: Step by step
export: { withClicks: true }
---

# Start

![A dot](./pictures/dot.svg)

<v-clicks>

- One
- Two

</v-clicks>

---
poll: { kind: choice }
---

## Which of thirty?

${Array.from({ length: 30 }, (_, index) => `- Option ${index + 1}`).join('\n')}
`

it('a print has a page for every click if the deck asks for it, and further pages of a result once', { timeout: 120_000 }, async () => {
  const folder = writeFiles({ 'slides.md': DECK, 'pictures/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9" /></svg>' })
  const dist = join(folder, 'dist')
  // A deck's folder may be known by a link.
  const link = join(tempFolder(), 'linked')
  symlinkSync(folder, link, 'junction')
  execFileSync(process.execPath, [join(paths.root, 'server', 'build', 'slidev.ts'), 'build', join(link, 'slides.md'), '--only', 'deck', '--out', dist], {
    env: { ...process.env, WORKSHOP_SERVER: '1', NODE_ENV: 'production' },
    stdio: 'pipe',
  })
  const record = recordOf(votedWorkshop(await readDeck(deckAt(folder)), 12), false)
  const printed = await openPrintedDeck({ dist, record, theme: 'light', withNotes: false, browser: await findBrowser(), onSlide: () => {} })
  try {
    expect(printed.faults).toEqual({ errors: [], warnings: [] })
    const seen = await printed.page.locator('.print-slide-container').evaluateAll(slides => slides.map(slide => [...slide.querySelectorAll('li.slidev-vclick-target')].filter(item => !item.matches('.slidev-vclick-hidden')).length))
    expect(seen).toEqual([0, 1, 2, 0, 0])
    const pdf = await getDocumentProxy(new Uint8Array(await pdfOf(printed)))
    expect(pdf.numPages).toBe(5)
    // Not that of the print: the same log gives the same bytes.
    expect((await pdf.getMetadata()).info).toMatchObject({ CreationDate: 'D:20261124090000Z', ModDate: 'D:20261124090000Z' })
    expect((await pdf.getOutline()).flatMap(({ title, items }) => [title, ...items.map(({ title }) => title)])).toEqual(['Start', 'Which of thirty?'])
  }
  finally {
    await printed.close()
  }
})
