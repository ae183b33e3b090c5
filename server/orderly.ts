import process from 'node:process'
import { styleText } from 'node:util'
import { ContentError } from '../workshop/problem.ts'
import { UserError } from './user-error.ts'

/** Runs a command of the terminal; a fault ends it with exit code 1. */
export async function orderly(run: () => void | Promise<void>): Promise<void> {
  try {
    await run()
  }
  catch (error) {
    process.exitCode = 1
    explain(error)
  }
}

/** What its user can mend is told in plain lines, everything else with its stack. */
export function explain(error: unknown): void {
  if (error instanceof ContentError)
    console.error(`${styleText('red', `✖ The content needs mending (${error.problems.length}):`)}\n${error.message.replace(/^/gm, '  ')}`)
  else if (error instanceof UserError)
    console.error(`${styleText('red', '✖')} ${error.message}`)
  else
    console.error(error)
}
