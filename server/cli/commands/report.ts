import type { Slides } from '../../report/files.ts'
import { join, resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { Listr } from 'listr2'
import { recordOf } from '../../export/record.ts'
import { deckAt } from '../../paths.ts'
import { makeReport } from '../../report/files.ts'
import { checkReportFolder, writeReport } from '../../report/folder.ts'
import { resultsOf } from '../../report/results/results.ts'
import { createCommand, deckArgument, runCommand, typedPath } from '../command-line.ts'
import { dataOption, storeOption } from '../open-store.ts'
import { drawing, tellFaults } from './print-progress.ts'
import { storedWorkshop, workshopOption } from './stored-workshop.ts'

const command = createCommand('npm run report --', 'Writes a folder with what a team takes home: the slides with their results, tables, and the plan for calendars and trackers. Needs no running server.')
  .addArgument(deckArgument)
  .addOption(workshopOption)
  .addOption(dataOption)
  .addOption(storeOption)
  .addOption(new Option('--output <folder>', 'The folder, which is replaced; out/<id>-report if not given').argParser(typedPath))
  .option('--hidden', 'With the results that the room was never shown', false)
  .option('--no-slides', 'Without the slides: that needs no browser, and takes a second')

async function report(path: string | undefined, options: ReturnType<typeof command.opts>): Promise<void> {
  const { hidden, output, slides } = options
  const named = path === undefined ? undefined : deckAt(path)
  const { workshop, deck: itsDeck } = await storedWorkshop(options)
  const folder = output ?? resolve('out', `${workshop.id}-report`)
  // Better now than after a minute of printing.
  checkReportFolder(folder)
  const deck = named ?? itsDeck()
  const drawn = drawing(deck, workshop.id, { record: recordOf(workshop, hidden), theme: 'light', withNotes: false }, slides)
  let made: Slides | null = null
  let files: Record<string, Uint8Array> = {}

  const tasks = new Listr([
    ...drawn.tasks,
    {
      title: 'Print them',
      enabled: slides,
      task: async () => {
        const { slidesOf } = await import('../../report/slides.ts')
        made = await slidesOf(drawn.deck!)
      },
    },
    {
      title: 'Tables and plan',
      task: async (_, task) => void (files = await makeReport(resultsOf(workshop, hidden), made, name => task.output = name)),
    },
    {
      title: 'Write the folder',
      task: () => void writeReport(folder, files),
    },
  ])
  try {
    await tasks.run()
  }
  finally {
    await drawn.close()
  }
  console.log(Object.keys(files).map(name => join(folder, name)).join('\n'))
  if (drawn.deck)
    tellFaults(drawn.deck.faults)
}

await runCommand(command.action(report))
