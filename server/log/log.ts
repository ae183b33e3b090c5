import type { Entry } from '../../core/entry.ts'
import { UserError } from '../user-error.ts'

export interface WorkshopInfo {
  id: string
  /** How many entries it has. */
  length: number
}

/**
 * Stores workshops: for each, a stream of entries in one order, which is appended to, or removed as a whole. An entry's place in the
 * stream decides what becomes of it, so any number of servers may write to one. `tests/server/log/log-contract.ts` is the contract of
 * every store.
 */
export interface Log {
  /** Sorted by the latest write: the workshop that ran last is the last one. No entry is read for it. */
  workshops: () => Promise<WorkshopInfo[]>
  /**
   * Appends entries to a workshop, wherever its stream stands by then. They are durable, and those who follow the stream here have them,
   * when the promise resolves.
   * @param gather called once, when the store can take entries: whatever has come by then goes in together. Those of a new workshop begin
   * with `workshop:start`, and no others do. Throws nothing
   * @throws LogConflict when there is a workshop of this id already, or there is none to append to; nothing is stored
   * @throws Error when they can't be stored now; a UserError if it says how to fix that
   */
  append: (workshop: string, gather: () => readonly Entry[]) => Promise<void>
  /** The stream from an entry on, in parts; empty for an unknown workshop. @param from how many entries to leave out; 0 if it is not given */
  read: (workshop: string, from?: number) => AsyncIterable<readonly Entry[]>
  /**
   * Calls back with every entry from a place on, each once and in order. Those that were appended here are the very objects.
   * @param from how many entries the follower has
   * @param onEntries throws nothing
   * @param onRewound called when the store was put back to an earlier state, or is another one: this is not the stream that was followed, and
   * nothing more comes of it
   * @returns stops it
   */
  follow: (workshop: string, from: number, onEntries: OnEntries, onRewound?: () => void) => () => void
  /**
   * Resolves when those who follow a stream here have all that was appended before, wherever.
   * @throws LogUnreachable
   */
  catchUp: (workshop: string) => Promise<void>
  /**
   * Deletes a workshop. Of a data folder's, nothing can be recovered then; PostgreSQL keeps deleted rows for a while. Does nothing if it
   * is unknown.
   * @throws UserError when it can't be deleted now
   */
  remove: (workshop: string) => Promise<void>
  /** Stores what still waits. Nothing may be asked of it afterwards but this. */
  close: () => Promise<void>
}

export type OnEntries = (entries: readonly Entry[]) => void

/** A stream is not where an append needs it. */
export class LogConflict extends UserError {
  override name = 'LogConflict'

  constructor(workshop: string, isThere: boolean) {
    super(isThere ? `There is a workshop ${workshop} already.` : `There is no workshop ${workshop} any more: it was deleted.`)
  }
}

/** The store cannot be reached now; it may be in a moment. */
export class LogUnreachable extends UserError {
  override name = 'LogUnreachable'
}

/** Whether entries begin a workshop. */
export function areFirst(entries: readonly Entry[]): boolean {
  return entries[0]?.command.type === 'workshop:start'
}
