import { join } from 'node:path'
import { entriesOf } from '../../log/fold-log.ts'
import { workshopFile } from '../../log/workshop-file.ts'
import { createCommand, runCommand } from '../command-line.ts'
import { dataOption, storeOption } from '../open-store.ts'
import { outputOption, withStoredWorkshop, workshopOption } from './stored-workshop.ts'
import { writeOutput } from './write-output.ts'

await runCommand(createCommand('npm run export-log --', 'Writes the log of one workshop to a file, which npm run import-log reads.')
  .addOption(workshopOption)
  .addOption(dataOption)
  .addOption(storeOption)
  .addOption(outputOption)
  .action(async (options) => {
    const { id, text } = await withStoredWorkshop(options, async ({ id }, { log }) => ({ id, text: workshopFile(id, await entriesOf(log, id)) }))
    const base = (options.output ?? join('out', id)).replace(/\.jsonl$/, '')
    console.log(writeOutput(`${base}.jsonl`, text))
  }))
