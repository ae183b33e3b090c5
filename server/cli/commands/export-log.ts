import { join } from 'node:path'
import { existingLog } from '../../log/data-folder.ts'
import { entriesOf } from '../../log/fold-log.ts'
import { sqliteLog } from '../../log/sqlite.ts'
import { workshopFile } from '../../log/workshop-file.ts'
import { createCommand, dataOption, runCommand } from '../command-line.ts'
import { outputOption, storedWorkshop, workshopOption } from './stored-workshop.ts'
import { writeOutput } from './write-output.ts'

await runCommand(createCommand('npm run export-log --', 'Writes the log of one workshop to a file, which npm run import-log reads.')
  .addOption(workshopOption)
  .addOption(dataOption)
  .addOption(outputOption)
  .action(async (options) => {
    const { id } = await storedWorkshop(options)
    const log = sqliteLog(existingLog(options.data), { readOnly: true })
    const text = workshopFile(id, await entriesOf(log, id))
    await log.close()
    const base = (options.output ?? join('out', id)).replace(/\.jsonl$/, '')
    console.log(writeOutput(`${base}.jsonl`, text))
  }))
