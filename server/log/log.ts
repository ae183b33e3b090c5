import type { Entry } from '../../core/entry.ts'
import { UserError } from '../user-error.ts'

export interface WorkshopInfo {
  id: string
  /** How many entries it has. */
  length: number
}

/** What is appended to one workshop. */
export interface Batch {
  workshop: string
  /** Those of a new workshop begin with `workshop:start`. */
  entries: readonly Entry[]
  /** How many entries its stream holds now. */
  from: number
}

/**
 * Stores workshops: for each, an ordered stream of entries, which is appended to, or removed as a whole. Small on purpose, so
 * that another store is a day's work; `tests/server/log/log-contract.ts` is the contract of every store.
 */
export interface Log {
  /** Sorted by the latest write: the workshop that ran last is the last one. No entry is read for it. */
  workshops: () => WorkshopInfo[]
  /**
   * Appends all of the batches, or none. They are durable when it returns.
   * @param batches not more than one for each workshop
   * @throws LogConflict when a stream has another number of entries, because somebody else writes to it
   * @throws Error when they can't be stored; a UserError if it says how to fix that
   */
  append: (...batches: Batch[]) => void
  /** The stream from the start; empty for an unknown workshop. */
  read: (workshop: string) => Iterable<Entry>
  /**
   * Deletes a workshop, so that nothing of it can be recovered from what the store keeps. Does nothing if it is unknown.
   * @throws UserError when it can't be deleted now
   */
  remove: (workshop: string) => void
  close: () => void
}

export class LogConflict extends UserError {
  override name = 'LogConflict'

  constructor(workshop: string) {
    super(`Another server writes to the workshop ${workshop}. Stop one of them, or start this one with another --data folder.`)
  }
}
