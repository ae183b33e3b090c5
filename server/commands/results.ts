import { join } from 'node:path'
import { runCommand } from '../command-line.ts'
import { resultsAsCsv, resultsAsJson, resultsOf } from '../export/results.ts'
import { storedWorkshop, storedWorkshopArgs } from './stored-workshop.ts'
import { writeWhole } from './write-file.ts'

await runCommand({
  name: 'npm run results --',
  description: 'Writes the tallies of every round, revealed or not, as JSON and as CSV.',
  args: {
    ...storedWorkshopArgs,
    output: { type: 'string', description: 'Path of the files without their ending; out/<id> if not given', valueHint: 'path' },
  },
  run: (args) => {
    const workshop = storedWorkshop(args)
    const results = resultsOf(workshop, true)
    const base = (args.output ?? join('out', workshop.id)).replace(/\.(?:json|csv)$/, '')
    console.log(writeWhole(`${base}.json`, resultsAsJson(results)))
    console.log(writeWhole(`${base}.csv`, resultsAsCsv(results)))
  },
})
