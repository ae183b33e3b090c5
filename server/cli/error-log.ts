import process from 'node:process'
import { styleText } from 'node:util'
import { UserError } from '../user-error.ts'

/** The same message is not printed again within this time. */
const AGAIN_MS = 10_000

/**
 * Prints errors while the server runs, each in one line: in plain words if the facilitator can fix it, and not over and over
 * while a whole room tries again; all others with their stack.
 * @param write writes a line
 * @param monotonic milliseconds
 * @param writeFault writes an error that the facilitator can't fix
 */
export function createErrorLog(
  write: (line: string) => void = line => console.error(line),
  monotonic: () => number = () => performance.now(),
  writeFault: (error: unknown) => void = error => write(styleText('red', JSON.stringify({ at: new Date().toISOString(), error: error instanceof Error ? error.stack : String(error) }))),
): (error: unknown) => void {
  let last = { message: '', at: 0 }
  return (error) => {
    if (!(error instanceof UserError))
      return writeFault(error)
    const { message } = error
    if (message === last.message && monotonic() - last.at < AGAIN_MS)
      return
    last = { message, at: monotonic() }
    write(`${styleText('red', '✖')} ${message}`)
  }
}

/**
 * Keeps the server running after an uncaught error, which ends its own request or connection only. Everything that counts is in the
 * log before it is answered, so an error leaves nothing half done.
 */
export function surviveErrors(logError: (error: unknown) => void): void {
  process.on('uncaughtException', logError)
  process.on('unhandledRejection', logError)
}
