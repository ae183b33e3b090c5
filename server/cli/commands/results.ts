import { join } from 'node:path'
import { resultsAsJson, resultsOf } from '../../export/results.ts'
import { resultsAsCsv, resultsAsXlsx } from '../../export/table.ts'
import { runCommand } from '../command-line.ts'
import { storedWorkshop, storedWorkshopArgs } from './stored-workshop.ts'
import { writeWhole } from './write-file.ts'

await runCommand({
  name: 'npm run results --',
  description: 'Writes the tallies of every round, revealed or not, as XLSX, CSV and JSON.',
  args: {
    ...storedWorkshopArgs,
    output: { type: 'string', description: 'Path of the files without their ending; out/<id> if not given', valueHint: 'path' },
  },
  run: async (args) => {
    const workshop = storedWorkshop(args)
    const results = resultsOf(workshop, true)
    const base = (args.output ?? join('out', workshop.id)).replace(/\.(?:json|csv|xlsx)$/, '')
    console.log(writeWhole(`${base}.json`, resultsAsJson(results)))
    console.log(writeWhole(`${base}.csv`, resultsAsCsv(results)))
    console.log(writeWhole(`${base}.xlsx`, await resultsAsXlsx(results)))
  },
})
