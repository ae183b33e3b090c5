import process from 'node:process'
import { styleText } from 'node:util'
import { UserError } from '../user-error.ts'

/** What has not changed is not told again before this. */
const AGAIN_MS = 10_000

/**
 * Tells the terminal of faults while the server runs, each in one line: what the facilitator can mend in plain words, and
 * not over and over while a whole room tries again; everything else with its stack.
 * @param write writes a line
 * @param monotonic milliseconds
 */
export function createTellFault(write: (line: string) => void = console.error, monotonic: () => number = () => performance.now()): (error: unknown) => void {
  let last = { message: '', at: 0 }
  return (error) => {
    if (!(error instanceof UserError))
      return write(styleText('red', JSON.stringify({ at: new Date().toISOString(), error: error instanceof Error ? error.stack : String(error) })))
    const { message } = error
    if (message === last.message && monotonic() - last.at < AGAIN_MS)
      return
    last = { message, at: monotonic() }
    write(`${styleText('red', '✖')} ${message}`)
  }
}

/**
 * The last line of defence of a server that runs: a fault that nobody caught ends its own request or connection, and no
 * workshop. What counts is in the log before it is answered, so there is nothing that such a fault could leave half done.
 */
export function surviveFaults(tellFault: (error: unknown) => void): void {
  process.on('uncaughtException', tellFault)
  process.on('unhandledRejection', tellFault)
}
