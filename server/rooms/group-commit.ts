import type { Batch, Log } from '../log/log.ts'
import { LogConflict } from '../log/log.ts'

/** Somebody who writes to one workshop. */
export interface Writer {
  /** Called at the end of the turn: what there is to append. Throws nothing. */
  gather: () => Batch | null
  /** Called after `gather`: what it gathered is in the log, or could not be stored. Throws nothing. */
  written: (error?: unknown) => void
}

const due = new Map<Log, Writer[]>()

/** Lets somebody write at the end of this turn of the event loop. All who do so to the same log share one transaction. [C4] */
export function writeThisTurn(log: Log, writer: Writer): void {
  if (due.size === 0)
    setImmediate(writeAll)
  const writers = due.get(log)
  if (writers)
    writers.push(writer)
  else
    due.set(log, [writer])
}

function writeAll(): void {
  const turn = [...due]
  due.clear()
  for (const [log, writers] of turn)
    writeTogether(log, writers)
}

/** Lets them write at once. */
export function writeTogether(log: Log, writers: readonly Writer[]): void {
  const batches = writers.map(writer => writer.gather())
  const some = batches.filter(batch => batch !== null)
  const failed = append(log, some)
  // What is wrong with one workshop is nothing to the others. A disk that is full or busy is so for all.
  const alone = failed?.error instanceof LogConflict && some.length > 1
  writers.forEach(({ written }, index) => {
    const batch = batches[index]
    written((batch && (alone ? append(log, [batch]) : failed))?.error)
  })
}

/** @returns why it failed */
function append(log: Log, batches: readonly Batch[]): { error: unknown } | undefined {
  try {
    if (batches.length > 0)
      log.append(...batches)
  }
  catch (error) {
    return { error }
  }
}
