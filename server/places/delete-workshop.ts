import type { Store } from '../log/store.ts'
import type { Summary } from './catalog.ts'
import { UserError } from '../user-error.ts'

/** What servers tell one another of a workshop that is gone. */
export const DELETED = 'deleted'

const DAY_MS = 24 * 3600 * 1000
/** A hundred years. */
const MOST_DAYS = 36_500

/**
 * Deletes all that a store has of a workshop. Seats are in its log, and their codes are stored nowhere.
 * @throws UserError when it can't be deleted now
 */
export async function deleteWorkshop({ log, decks, owners, summaries, peers }: Store, id: string): Promise<void> {
  await log.remove(id)
  for (const records of [decks, owners, summaries])
    await records.forget(id)
  peers.tell(DELETED, id, null)
}

/** @throws UserError when it is no number of days */
export function daysOf(text: string): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw new UserError(`--delete-after ${text} is no number of days. Give a whole number from 1 to ${MOST_DAYS}, or leave it out to delete nothing.`)
  return days
}

export interface Retention {
  /** How many days a workshop is kept after its last entry. */
  days: number
  /** Workshops that are kept in any case. */
  except: ReadonlySet<string>
  /** Milliseconds since 1970. */
  now: number
  /** Those there are. */
  workshops: readonly Pick<Summary, 'id' | 'at' | 'fault'>[]
}

/**
 * Deletes the workshops whose last entry is too old. Of one that cannot be read, nobody knows.
 * @returns their ids
 * @throws UserError when one can't be deleted now
 */
export async function deleteExpired(store: Store, { days, except, now, workshops }: Retention): Promise<string[]> {
  const expired = workshops.filter(({ id, at, fault }) => !except.has(id) && fault === undefined && at < now - days * DAY_MS).map(({ id }) => id)
  for (const id of expired)
    await deleteWorkshop(store, id)
  return expired
}
