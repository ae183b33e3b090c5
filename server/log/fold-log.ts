import type { Entry } from '../../core/entry.ts'
import type { Workshop } from '../../core/workshop.ts'
import type { Log } from './log.ts'
import { fold } from '../../core/fold.ts'
import { NewerRules } from '../../core/rules.ts'
import { UserError } from '../user-error.ts'

/**
 * The state that a workshop's log folds to.
 * @throws UserError when a newer version of this tool has written to it
 * @throws Error when there is no such workshop, or what the log throws
 */
export async function foldLog(log: Log, id: string): Promise<Workshop> {
  try {
    let workshop: Workshop | undefined
    for await (const entries of log.read(id))
      workshop = fold(entries, workshop)
    return workshop ?? fold([])
  }
  catch (error) {
    throw error instanceof NewerRules ? new UserError(`The workshop ${id} cannot be read. ${error.message}`, { cause: error }) : error
  }
}

/** All entries of a workshop; none if it is unknown. */
export async function entriesOf(log: Log, id: string): Promise<Entry[]> {
  const all: Entry[] = []
  for await (const entries of log.read(id))
    all.push(...entries)
  return all
}
