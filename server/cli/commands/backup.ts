import type { StoreOptions } from '../open-store.ts'
import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, rmdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { makeFolder, removePatiently, renamePatiently } from '../../files.ts'
import { copyLog } from '../../log/copy.ts'
import { existingLog } from '../../log/data-folder.ts'
import { RECORD_FILES } from '../../log/record-files.ts'
import { SECRET_FILE } from '../../log/secret.ts'
import { writeProblemOf } from '../../log/write-problem.ts'
import { UserError } from '../../user-error.ts'
import { createCommand, runCommand, typedPath } from '../command-line.ts'
import { dataOption, storeOption } from '../open-store.ts'

/** The other files of a data folder: the facilitator's secret, from which seat codes are derived, and what is recorded of its workshops. */
const SMALL_FILES = [SECRET_FILE, ...RECORD_FILES]

async function backUp(target: string, { data, store }: StoreOptions): Promise<void> {
  if (store !== undefined)
    throw new UserError('The workshops are in a database, which is backed up with its own tools, also while servers run: pg_dump --schema workshop "$DATABASE_URL" > workshops.sql')
  const log = existingLog(data)
  if (existsSync(target) && !isEmptyFolder(target))
    throw new UserError(`${target} is there already, and a copy overwrites nothing. Name a new folder.`)
  // A copy is complete or absent.
  const draft = `${target}.${randomUUID()}`
  try {
    makeFolder(draft)
    await copyLog(log, join(draft, basename(log)))
    for (const name of SMALL_FILES) {
      const from = join(resolve(data), name)
      if (existsSync(from))
        copyFileSync(from, join(draft, name))
    }
    if (existsSync(target))
      rmdirSync(target)
    renamePatiently(draft, target, { patience: 5000 })
  }
  catch (error) {
    const problem = writeProblemOf(error, target)
    throw problem ? new UserError(`Cannot write to ${target}: ${problem.why}. ${problem.fix}, or name another folder.`) : error
  }
  finally {
    removePatiently(draft)
  }
  console.log(`The copy is in ${target}. To run it: npm start -- --data ${JSON.stringify(target)}`)
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0
  }
  catch {
    return false
  }
}

await runCommand(createCommand('npm run backup --', 'Copies the data folder, with every workshop in it, also while one is running.')
  .argument('<folder>', 'Where the copy goes: a folder that is not there yet', typedPath)
  .addOption(dataOption)
  .addOption(storeOption)
  .action(backUp))
