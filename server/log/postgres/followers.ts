import type { Entry } from '../../../core/entry.ts'
import type { OnEntries } from '../log.ts'
import type { Connection } from './connection.ts'
import type { Row } from './statements.ts'
import { Listeners } from '../listeners.ts'
import { ConnectionLost } from './connection.ts'
import { ENTRIES, LENGTHS, READ } from './statements.ts'

/** Between two attempts to read while the database cannot be reached, in milliseconds. */
const AGAIN_MS = 2500

interface Follower {
  workshop: string
  /** How many entries it has. */
  at: number
  onEntries: OnEntries
  /** What it reads now. */
  reading: Promise<void> | null
  /** Something may have been appended since that began. */
  isStale: boolean
}

export interface FollowersOptions {
  reader: () => Connection
  /** Entries of a batch of this server's that is on its way: a read may overtake its answer. */
  ownOf: (origin: string, workshop: string) => readonly Entry[] | undefined
  isClosed: () => boolean
  onFault: (error: unknown) => void
}

/** Those who follow streams on this server. */
export interface Followers {
  /** See `Log.follow`. */
  follow: (workshop: string, from: number, onEntries: OnEntries) => () => void
  /** The furthest back that a follower is: from there on, it needs what others wrote. */
  positionOf: (workshop: string) => number
  /**
   * Gives followers a batch of this server's, whose place is known.
   * @param others what others appended before it, as far as that was asked for
   * @returns once they have it
   */
  deliver: (workshop: string, place: number, entries: readonly Entry[], others: readonly Row[]) => Promise<void>
  /** Lets them read. @param workshops of all if not given */
  wake: (workshops?: readonly string[]) => void
  /** Lets those read who are behind, in case a notification was lost. */
  look: () => Promise<void>
  /** See `Log.catchUp`. @param length how many entries the stream has */
  catchUp: (workshop: string, length: number) => Promise<void>
  /** Nobody follows anything. */
  areNone: () => boolean
}

export function createFollowers({ reader, ownOf, isClosed, onFault }: FollowersOptions): Followers {
  const followers = new Listeners<Follower>()

  /** Brings a follower to the end of its stream, however long the database cannot be reached. */
  function read(follower: Follower): Promise<void> {
    follower.isStale = true
    return follower.reading ??= readOn(follower).finally(() => follower.reading = null)
  }

  async function readOn(follower: Follower): Promise<void> {
    while (follower.isStale && !isClosed() && followers.has(follower.workshop, follower)) {
      follower.isStale = false
      try {
        const rows = await reader().query<Row>(ENTRIES, [follower.workshop, follower.at], 'entries')
        follower.isStale ||= rows.length === READ
        for (const row of rows)
          take(follower, row)
      }
      catch (error) {
        if (!(error instanceof ConnectionLost))
          return onFault(error)
        follower.isStale = true
        await reader().untilUp(AGAIN_MS).catch(() => {})
      }
    }
  }

  function take(follower: Follower, { seq, size, origin, entries: text }: Row): void {
    const place = Number(seq)
    // It was given in the meantime.
    if (place + size <= follower.at)
      return
    if (place > follower.at)
      throw new Error(`The stream of ${follower.workshop} has a hole: after ${follower.at} entries comes number ${place}.`)
    const entries = ownOf(origin, follower.workshop) ?? JSON.parse(text) as Entry[]
    give(follower, entries.slice(follower.at - place))
  }

  function give(follower: Follower, entries: readonly Entry[]): void {
    follower.at += entries.length
    follower.onEntries(entries)
  }

  async function readBehind(workshop: string, length: number): Promise<void> {
    await Promise.all(followers.of(workshop).filter(({ at }) => at < length).map(read))
  }

  return {
    follow(workshop, from, onEntries) {
      const follower: Follower = { workshop, at: from, onEntries, reading: null, isStale: false }
      const stop = followers.add(workshop, follower)
      // Somebody may have written since those before were read.
      void read(follower)
      return stop
    },
    positionOf: workshop => Math.min(Number.MAX_SAFE_INTEGER, ...followers.of(workshop).map(({ at }) => at)),
    async deliver(workshop, place, entries, others) {
      const behind = []
      for (const follower of followers.of(workshop)) {
        for (const row of others) {
          if (follower.at === place)
            give(follower, entries)
          if (Number(row.seq) <= follower.at)
            take(follower, row)
        }
        if (follower.at === place)
          give(follower, entries)
        else if (follower.at < place)
          behind.push(read(follower))
      }
      await Promise.all(behind)
    },
    wake: (workshops = followers.names) => workshops.flatMap(workshop => followers.of(workshop)).forEach(read),
    async look() {
      const rows = await reader().query<{ workshop: string, length: string }>(LENGTHS, [followers.names])
      rows.forEach(({ workshop, length }) => void readBehind(workshop, Number(length)))
    },
    catchUp: readBehind,
    areNone: () => followers.names.length === 0,
  }
}
