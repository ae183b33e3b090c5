import type { PrintedDeck } from '../export/printer.ts'
import type { PrintJob, PrintReply } from './print-process.ts'
import type { WorkshopResults } from './results/results.schema.ts'
import os from 'node:os'
import process from 'node:process'
import { installedBrowser } from '../export/browser/browser.ts'
import { pdfOf } from '../export/formats.ts'
import { openPrintedDeck } from '../export/printer.ts'
import { UserError } from '../user-error.ts'
import { makeReport } from './files.ts'
import { slidesOf } from './slides.ts'
import { zipOf } from './zip.ts'

/*
 * Prints one PDF or makes one report in a separate process, for `printInProcess`: a browser, its driver, a deck's own components and minutes of
 * work shouldn't share the workshop's process.
 */

process.once('message', (job: PrintJob) => void print(job).then(reply => process.send!(reply, () => process.exit())))
// Whoever asked is gone.
process.once('disconnect', () => process.exit())

async function print({ results, ...job }: PrintJob): Promise<PrintReply> {
  try {
    // Votes come first. The browser inherits it.
    os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)
    const deck = await openPrintedDeck({ ...job, browser: installedBrowser(), withNotes: false, onSlide: () => {} })
    const file = await (results ? zippedReport(deck, results) : deck.during(() => pdfOf(deck))).finally(deck.close)
    return { file, faults: deck.faults }
  }
  catch (error) {
    return error instanceof UserError ? { refusal: error.message } : { fault: String((error as Error).stack) }
  }
}

/** In a folder of its own, for tools that unpack a zip beside other files. */
async function zippedReport(deck: PrintedDeck, results: WorkshopResults): Promise<Uint8Array> {
  const { id, startedAt } = results.workshop
  const files = await makeReport(results, await slidesOf(deck))
  return zipOf(Object.fromEntries(Object.entries(files).map(([path, content]) => [`${id}-report/${path}`, content])), startedAt)
}
