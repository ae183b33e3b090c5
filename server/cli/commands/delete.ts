import type { Log } from '../../log/log.ts'
import type { StoreOptions } from '../open-store.ts'
import { Option } from '@commander-js/extra-typings'
import { foldLog } from '../../log/fold-log.ts'
import { deleteWorkshop } from '../../places/delete-workshop.ts'
import { checkKnown } from '../../rooms/last-voted.ts'
import { createCommand, notEmpty, runCommand } from '../command-line.ts'
import { dataOption, openStore, storeOption } from '../open-store.ts'
import { confirm, deletedWords } from './workshops/confirm.ts'

async function deleteOne({ workshop: id, yes, ...where }: StoreOptions & { workshop: string, yes: boolean }): Promise<void> {
  const store = await openStore(where, 'change')
  try {
    await checkKnown(store, id)
    if (!yes)
      await confirm(id, await titleOf(store.log, id))
    await deleteWorkshop(store, id)
  }
  finally {
    await store.close()
  }
  console.log(deletedWords(id, where.store))
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

await runCommand(createCommand('npm run delete --', 'Deletes a workshop for good: nothing of it stays in a data folder; PostgreSQL keeps deleted rows for a while.')
  .addOption(new Option('--workshop <id>', 'Which workshop, by its id').argParser(notEmpty).makeOptionMandatory())
  .addOption(dataOption)
  .addOption(storeOption)
  .option('--yes', 'Do not ask for the id', false)
  .action(deleteOne))
