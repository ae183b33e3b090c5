import type { PrintOptions } from '../export/printer.ts'
import type { PrintFaults } from '../export/slide-faults.ts'
import type { WorkshopResults } from './results/results.schema.ts'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { UserError } from '../user-error.ts'

const WORKER = fileURLToPath(new URL('./print-worker.ts', import.meta.url))
/** Milliseconds after which a print is given up, whatever it is doing. */
const LONGEST = 10 * 60_000

export interface PrintJob extends Pick<PrintOptions, 'dist' | 'record' | 'theme' | 'patience'> {
  /** For the whole report; null: for the PDF alone. */
  results: WorkshopResults | null
}

/** A PDF, or the report as a zip. */
export interface Print { file: Uint8Array, faults: PrintFaults }
export type PrintReply = Print | { refusal: string } | { fault: string }

/**
 * Prints a deck, or makes a report, in a separate process, so that neither its errors nor its load affect this one.
 * @param signal ends it, and the browser with it
 * @throws UserError when it cannot be printed, or was ended
 */
export async function printInProcess(job: PrintJob, signal: AbortSignal): Promise<Print> {
  const worker = fork(WORKER, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // The browser closes with its driver, which has to be told.
    killSignal: 'SIGTERM',
    signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]),
  })
  let said = ''
  worker.stderr!.on('data', chunk => said = `${said}${chunk}`.slice(-4000))
  const reply = await new Promise<PrintReply>((resolve) => {
    worker.once('error', error => resolve(signal.aborted ? { refusal: 'The download was cancelled.' } : error.name === 'AbortError' ? { refusal: 'The print took too long and was given up.' } : { fault: String(error) }))
    worker.once('exit', (code, by) => resolve({ refusal: `The print ended before it was done (${by ?? code}).${said && ` ${said.trim().split('\n').at(-1)}`} Try again, or run: npm run ${job.results ? 'report' : 'export'}` }))
    // Under `node --watch`, Node sends messages of its own.
    worker.on('message', (message: PrintReply) => ['file', 'refusal', 'fault'].some(key => key in message) && resolve(message))
    // If it can't be reached it is about to exit, and its exit says more.
    worker.send(job, error => error && worker.kill())
  })
  if ('refusal' in reply)
    throw new UserError(reply.refusal)
  if ('fault' in reply)
    throw new Error(`The print failed: ${reply.fault}`)
  return reply
}
