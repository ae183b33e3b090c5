import type { PrintedDeck, PrintOptions } from '../../export/printer.ts'
import type { PrintFaults } from '../../export/slide-faults.ts'
import type { Deck } from '../../paths.ts'
import process from 'node:process'
import { styleText } from 'node:util'
import { usePages } from '../../build/build.ts'
import { findBrowser } from '../../export/browser/browser.ts'
import { paths } from '../../paths.ts'

/** A progress bar, for terminals only. */
export function showProgress(task: { output: string }): (done: number, all: number) => void {
  return (done, all) => {
    const filled = Math.round(done / all * 30)
    if (process.stdout.isTTY)
      task.output = `${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done} of ${all}`
  }
}

/** What a task of Listr can be told. */
interface Task { output: string }

/** A deck that is built, and then drawn for printing, as the first two steps of a command. */
export interface Drawing {
  tasks: { title: string, enabled: boolean, task: (context: unknown, task: Task) => Promise<void> }[]
  /** Once it is drawn. */
  readonly deck: PrintedDeck | undefined
  close: () => Promise<void>
}

/** @param enabled false: neither step is taken */
export function drawing(deck: Deck, workshop: string, options: Pick<PrintOptions, 'record' | 'theme' | 'withNotes'>, enabled = true): Drawing {
  let dist = ''
  let printed: PrintedDeck | undefined
  return {
    tasks: [
      {
        title: 'Build the deck',
        enabled,
        task: async (_, task) => void (dist = await usePages(paths.root, line => task.output = line, deck)),
      },
      {
        title: `Draw the slides with the results of ${workshop}`,
        enabled,
        task: async (_, task) => {
          // What drives the browser takes longer to load than all else: only who prints waits for it.
          const { openPrintedDeck } = await import('../../export/printer.ts')
          printed = await openPrintedDeck({ ...options, browser: await findBrowser(line => task.output = line), dist, onSlide: showProgress(task) })
        },
      },
    ],
    get deck() {
      return printed
    },
    close: async () => printed?.close(),
  }
}

/** Everything else was printed: a slide with an error is for its author to fix. */
export function tellFaults({ errors, warnings }: PrintFaults): void {
  warnings.forEach(line => console.error(`${styleText('yellow', '!')} ${line}`))
  errors.forEach(line => console.error(`${styleText('red', '✖')} ${line}`))
  if (errors.length > 0)
    process.exitCode = 1
}
