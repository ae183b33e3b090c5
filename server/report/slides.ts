import type { PrintedDeck } from '../export/printer.ts'
import type { Slides } from './files.ts'
import { pdfOf } from '../export/formats.ts'
import { siteOf } from './site/site.ts'

/** What a report has of a printed deck. */
export async function slidesOf(deck: PrintedDeck): Promise<Slides> {
  return deck.during(async () => ({ site: await siteOf(deck), pdf: await pdfOf(deck) }))
}
