import type { PrintedDeck } from '../export/printer.ts'
import type { Slides } from './files.ts'
import { pdfOf } from '../export/formats.ts'

/** What a report has of a printed deck. */
export async function slidesOf(deck: PrintedDeck): Promise<Slides> {
  return deck.during(async () => ({ pdf: await pdfOf(deck) }))
}
