import type { Problem } from '../authoring/problem.ts'
import process from 'node:process'
import { styleText } from 'node:util'
import { ContentError, formatProblem } from '../authoring/problem.ts'
import { UserError } from './user-error.ts'

/** Runs a command of the terminal. An error ends it with exit code 1. */
export async function runWithErrorReporting(run: () => void | Promise<void>): Promise<void> {
  try {
    await run()
  }
  catch (error) {
    process.exitCode = 1
    explain(error)
  }
}

/** Errors that the user can fix are printed in plain words, all others with their stack. */
export function explain(error: unknown): void {
  if (error instanceof ContentError)
    console.error(linesOf(error))
  else if (error instanceof UserError)
    console.error(`${styleText('red', '✖')} ${error.message}`)
  else
    console.error(error)
}

/** More would scroll the first one off the screen. */
const MOST = 12

/** The first problem is printed last, next to the prompt: others often disappear with it. */
function linesOf({ problems }: ContentError): string {
  return [
    styleText('red', problems.length === 1 ? '✖ The content has a problem:' : `✖ The content has ${problems.length} problems. Start with the last one here:`),
    ...listOf(problems),
  ].join('\n')
}

/** Warns about what doesn't prevent voting, such as text that slides lose. */
export function warnOf(problems: readonly Problem[]): void {
  if (problems.length > 0)
    console.warn([styleText('yellow', problems.length === 1 ? '! The content is usable, but look at this:' : '! The content is usable, but look at these:'), ...listOf(problems)].join('\n'))
}

function listOf(problems: readonly Problem[]): string[] {
  const more = problems.length - MOST
  const listed = problems.slice(0, MOST).map(formatProblem)
  return [...more > 0 ? [`… and ${more} more`] : [], ...listed.reverse()].map(text => text.replace(/^/gm, '  '))
}
