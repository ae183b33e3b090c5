import type { Log } from '../../log/log.ts'
import { resolve } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Option } from '@commander-js/extra-typings'
import { fold } from '../../../core/fold.ts'
import { clean } from '../../../core/words/text.ts'
import { existingLog, holdDataFolder } from '../../log/data-folder.ts'
import { sqliteLog } from '../../log/sqlite.ts'
import { checkDeckRecord } from '../../rooms/deck-record.ts'
import { deleteWorkshop } from '../../rooms/delete-workshop.ts'
import { checkKnown } from '../../rooms/last-voted.ts'
import { UserError } from '../../user-error.ts'
import { createCommand, dataOption, notEmpty, runCommand } from '../command-line.ts'

async function deleteOne({ workshop: id, ...options }: { workshop: string, data: string, yes: boolean }): Promise<void> {
  const data = resolve(options.data)
  const path = existingLog(data)
  holdDataFolder(data)
  checkDeckRecord(data)
  const log = sqliteLog(path)
  try {
    checkKnown(log, id, data)
    if (!options.yes && await answerTo(`This deletes "${titleOf(log, id)}" with every vote, for good. Type its id, ${id}: `) !== id)
      throw new UserError(`Nothing was deleted: that is not ${id}. Try again, or add --yes not to be asked.`)
    deleteWorkshop(log, data, id)
  }
  finally {
    log.close()
  }
  console.log(`${id} is deleted. Copies elsewhere (npm run backup, npm run export-log, the folder out) are yours to delete.`)
}

/** The id of a workshop whose entries are damaged, which may be deleted too. */
function titleOf(log: Log, id: string): string {
  try {
    return clean(fold(log.read(id)).title)
  }
  catch {
    return id
  }
}

/** What is typed in the terminal; empty where nobody can. */
async function answerTo(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: question })
  terminal.prompt()
  const { value } = await terminal[Symbol.asyncIterator]().next()
  terminal.close()
  return String(value ?? '').trim()
}

await runCommand(createCommand('npm run delete --', 'Deletes a workshop for good: nothing of it stays in the data folder.')
  .addOption(new Option('--workshop <id>', 'Which workshop, by its id').argParser(notEmpty).makeOptionMandatory())
  .addOption(dataOption)
  .option('--yes', 'Do not ask for the id', false)
  .action(deleteOne))
