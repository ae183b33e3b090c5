import { join } from 'node:path'
import { planAsMarkdown } from '../../report/plan/markdown.ts'
import { resultsAsJson, resultsOf } from '../../report/results.ts'
import { resultsAsCsv } from '../../report/table.ts'
import { resultsAsXlsx } from '../../report/workbook.ts'
import { createCommand, dataOption, runCommand } from '../command-line.ts'
import { outputOption, storedWorkshop, workshopOption } from './stored-workshop.ts'
import { writeOutput } from './write-output.ts'

await runCommand(createCommand('npm run results --', 'Writes the tallies of every round, revealed or not, as XLSX, CSV and JSON, and the actions as a check list in Markdown.')
  .addOption(workshopOption)
  .addOption(dataOption)
  .addOption(outputOption)
  .action(async (options) => {
    const workshop = storedWorkshop(options)
    const results = resultsOf(workshop, true)
    const base = (options.output ?? join('out', workshop.id)).replace(/\.(?:json|csv|xlsx)$/, '')
    console.log(writeOutput(`${base}.json`, resultsAsJson(results)))
    console.log(writeOutput(`${base}.csv`, resultsAsCsv(results)))
    console.log(writeOutput(`${base}.xlsx`, await resultsAsXlsx(results)))
    if (results.actions.length > 0)
      console.log(writeOutput(`${base}-plan.md`, planAsMarkdown(results)))
  }))
