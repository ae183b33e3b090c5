import type { Buffer } from 'node:buffer'
import { join, resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { Listr } from 'listr2'
import { pdfOf, pngsOf, pptxOf } from '../../export/formats.ts'
import { recordOf } from '../../export/record.ts'
import { deckAt } from '../../paths.ts'
import { UserError } from '../../user-error.ts'
import { createCommand, deckArgument, runCommand } from '../command-line.ts'
import { dataOption, storeOption } from '../open-store.ts'
import { drawing, showProgress, tellFaults } from './print-progress.ts'
import { outputOption, storedWorkshop, workshopOption } from './stored-workshop.ts'
import { writeOutput } from './write-output.ts'

const FORMATS = ['pdf', 'png', 'pptx'] as const
type Format = typeof FORMATS[number]

const command = createCommand('npm run export --', 'Prints the deck with the results of a workshop in it. Needs no running server.')
  .addArgument(deckArgument)
  .addOption(workshopOption)
  .addOption(dataOption)
  .addOption(storeOption)
  .addOption(new Option('--format <list>', 'pdf, png, pptx, or several joined by commas').argParser(formatsOf).default<Format[]>(['pdf'], 'pdf'))
  .addOption(outputOption)
  .option('--with-notes', 'A page of speaker notes after each slide; notes in the PowerPoint file', false)
  .option('--all', 'Every slide of the deck, not only what was run', false)
  .option('--hidden', 'With the results that the room was never shown', false)
  .addOption(new Option('--theme <name>', 'The colours').choices(['light', 'dark']).default('light'))

async function exportDeck(path: string | undefined, options: ReturnType<typeof command.opts>): Promise<void> {
  const { all, format, hidden, output, theme, withNotes } = options
  const named = path === undefined ? undefined : deckAt(path)
  const { workshop, deck: itsDeck } = await storedWorkshop(options)
  const deck = named ?? itsDeck()
  const base = (output ?? join('out', workshop.id)).replace(/\.(?:pdf|png|pptx)$/, '')
  const written: string[] = []
  const drawn = drawing(deck, workshop.id, { record: recordOf(workshop, hidden, all), theme, withNotes })
  let pngs: Buffer[] = []

  const tasks = new Listr([
    ...drawn.tasks,
    {
      title: 'PDF',
      enabled: format.includes('pdf'),
      task: async () => void written.push(writeOutput(`${base}.pdf`, await drawn.deck!.during(() => pdfOf(drawn.deck!)))),
    },
    {
      title: 'Pictures',
      enabled: format.some(each => each !== 'pdf'),
      task: async (_, task) => {
        const show = showProgress(task)
        const printed = drawn.deck!
        pngs = await printed.during(() => pngsOf(printed.page, (done, all) => {
          printed.moved()
          show(done, all)
        }))
        if (format.includes('png')) {
          written.push(join(resolve(base), '*.png'))
          pngs.forEach((png, index) => writeOutput(join(base, `${String(index + 1).padStart(3, '0')}.png`), png))
        }
      },
    },
    {
      title: 'PowerPoint',
      enabled: format.includes('pptx'),
      task: async () => void written.push(writeOutput(`${base}.pptx`, await drawn.deck!.during(() => pptxOf(drawn.deck!.page, pngs)))),
    },
  ])
  try {
    await tasks.run()
  }
  finally {
    await drawn.close()
  }
  console.log(written.join('\n'))
  tellFaults(drawn.deck!.faults)
}

function formatsOf(text: string): Format[] {
  const formats = text.split(',').map(format => format.trim())
  const wrong = formats.find(format => !FORMATS.includes(format as Format))
  if (wrong !== undefined)
    throw new UserError(`--format ${wrong} is not known. Give one or more of ${FORMATS.join(', ')}, such as --format pdf,pptx`)
  return formats as Format[]
}

await runCommand(command.action(exportDeck))
