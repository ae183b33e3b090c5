import type { Entry } from '../../core/workshop.ts'
import { UserError } from '../user-error.ts'

export interface WorkshopInfo {
  id: string
  title: string
  /** Milliseconds since 1970. */
  startedAt: number
}

/**
 * Where workshops are kept: for each, an ordered stream of entries that is only ever appended to. Small on purpose, so
 * that another store is a day's work; `tests/server/log/log-contract.ts` says what every store has to keep.
 */
export interface Log {
  /** The one that was written to last comes last: it is the one that ran last. */
  workshops: () => WorkshopInfo[]
  /**
   * Appends all of the entries, or none. They are durable when it returns.
   * @param workshop the workshop's id
   * @param entries what to append; those of a new workshop begin with `workshop:start`
   * @param from how many entries the stream holds now
   * @throws LogConflict when the stream holds another number of entries: somebody else writes to it
   * @throws Error when they cannot be kept; one that says how to fix that is a UserError
   */
  append: (workshop: string, entries: readonly Entry[], from: number) => void
  /** The stream from the start; empty for an unknown workshop. */
  read: (workshop: string) => Iterable<Entry>
  close: () => void
}

export class LogConflict extends UserError {
  override name = 'LogConflict'

  constructor(workshop: string) {
    super(`Another server writes to the workshop ${workshop}. Stop one of them, or start this one with another --data folder.`)
  }
}
