import type { Log } from '../../log/log.ts'
import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { existingLog, holdDataFolder } from '../../log/data-folder.ts'
import { foldLog } from '../../log/fold-log.ts'
import { sqliteLog } from '../../log/sqlite.ts'
import { deleteWorkshop } from '../../places/delete-workshop.ts'
import { checkDeckRecord } from '../../rooms/deck-record.ts'
import { checkKnown } from '../../rooms/last-voted.ts'
import { createCommand, dataOption, notEmpty, runCommand } from '../command-line.ts'
import { confirm } from './workshops/confirm.ts'

async function deleteOne({ workshop: id, ...options }: { workshop: string, data: string, yes: boolean }): Promise<void> {
  const data = resolve(options.data)
  const path = existingLog(data)
  holdDataFolder(data)
  checkDeckRecord(data)
  const log = sqliteLog(path)
  try {
    await checkKnown(log, id, data)
    if (!options.yes)
      await confirm(id, await titleOf(log, id))
    await deleteWorkshop(log, data, id)
  }
  finally {
    await log.close()
  }
  console.log(`${id} is deleted. Copies elsewhere (npm run backup, npm run export-log, the folder out) are yours to delete.`)
}

/** The id of a workshop whose entries are damaged, which may be deleted too. */
async function titleOf(log: Log, id: string): Promise<string> {
  try {
    return (await foldLog(log, id)).title
  }
  catch {
    return id
  }
}

await runCommand(createCommand('npm run delete --', 'Deletes a workshop for good: nothing of it stays in the data folder.')
  .addOption(new Option('--workshop <id>', 'Which workshop, by its id').argParser(notEmpty).makeOptionMandatory())
  .addOption(dataOption)
  .option('--yes', 'Do not ask for the id', false)
  .action(deleteOne))
