import type { PrintFaults } from '../../export/slide-faults.ts'
import process from 'node:process'
import { styleText } from 'node:util'

/** A progress bar, for terminals only. */
export function showProgress(task: { output: string }): (done: number, all: number) => void {
  return (done, all) => {
    const filled = Math.round(done / all * 30)
    if (process.stdout.isTTY)
      task.output = `${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done} of ${all}`
  }
}

/** Everything else was printed: a slide with an error is for its author to fix. */
export function tellFaults({ errors, warnings }: PrintFaults): void {
  warnings.forEach(line => console.error(`${styleText('yellow', '!')} ${line}`))
  errors.forEach(line => console.error(`${styleText('red', '✖')} ${line}`))
  if (errors.length > 0)
    process.exitCode = 1
}
