import type { PrintJob, PrintReply } from './print-process.ts'
import os from 'node:os'
import process from 'node:process'
import { installedBrowser } from '../export/browser/browser.ts'
import { pdfOf } from '../export/formats.ts'
import { openPrintedDeck } from '../export/printer.ts'
import { UserError } from '../user-error.ts'

/*
 * Prints one PDF in a separate process, for `printInProcess`: a browser, its driver, a deck's own components and minutes of
 * work shouldn't share the workshop's process.
 */

process.once('message', (job: PrintJob) => void print(job).then(reply => process.send!(reply, () => process.exit())))
// Whoever asked is gone.
process.once('disconnect', () => process.exit())

async function print(job: PrintJob): Promise<PrintReply> {
  try {
    // Votes come first. The browser inherits it.
    os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)
    const deck = await openPrintedDeck({ ...job, browser: installedBrowser(), withNotes: false, onSlide: () => {} })
    const pdf = await deck.during(() => pdfOf(deck)).finally(deck.close)
    return { pdf, faults: deck.faults }
  }
  catch (error) {
    return error instanceof UserError ? { refusal: error.message } : { fault: String((error as Error).stack) }
  }
}
