import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { clean } from '../../../../core/words/text.ts'
import { UserError } from '../../../user-error.ts'

/**
 * Asks for the id of a workshop that is about to be deleted.
 * @throws UserError when something else was typed
 */
export async function confirm(id: string, title: string): Promise<void> {
  if (await answerTo(`This deletes "${clean(title)}" with every vote, for good. Type its id, ${id}: `) !== id)
    throw new UserError(`Nothing was deleted: that is not ${id}. Try again, or add --yes not to be asked.`)
}

/** What is said of a workshop that is deleted. @param store the address of the database that it was in, if it was in one */
export function deletedWords(id: string, store: string | undefined): string {
  return [
    `${id} is deleted.`,
    ...store === undefined ? [] : ['PostgreSQL keeps deleted rows until it vacuums, and in its write-ahead log and backups for longer.'],
    'Copies elsewhere (npm run backup, npm run export-log, the folder out) are yours to delete.',
  ].join(' ')
}

/** What is typed in the terminal; empty where nobody can. */
async function answerTo(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: question })
  terminal.prompt()
  const { value } = await terminal[Symbol.asyncIterator]().next()
  terminal.close()
  return String(value ?? '').trim()
}
