import type { Entry } from '../../../core/entry.ts'
import type { Log, OnEntries } from '../log.ts'
import type { Connection } from './connection.ts'
import type { Row } from './statements.ts'
import { setTimeout as pass } from 'node:timers/promises'
import { Listeners } from '../listeners.ts'
import { ConnectionLost } from './connection.ts'
import { ENTRIES, isLastPage, LENGTHS } from './statements.ts'

/** Between two attempts to read while the database cannot be reached, in milliseconds. */
const AGAIN_MS = 2500

interface Follower {
  workshop: string
  /** How many entries it has. */
  at: number
  onEntries: OnEntries
  onRewound: () => void
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
  follow: Log['follow']
  /** None of them has what the database has now: all begin anew. */
  rewind: () => void
  /**
   * Gives followers a batch of this server's, whose place is known, after what others appended before it.
   * @returns once they have it
   */
  deliver: (workshop: string, place: number, entries: readonly Entry[]) => Promise<void>
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
    return follower.reading ??= readOn(follower)
  }

  async function readOn(follower: Follower): Promise<void> {
    let faults = 0
    while (follower.isStale && isFollowing(follower)) {
      follower.isStale = false
      try {
        const rows = await reader().query<Row>(ENTRIES, [follower.workshop, follower.at], 'entries')
        follower.isStale ||= !isLastPage(rows)
        for (const row of rows)
          take(follower, row)
        faults = 0
      }
      catch (error) {
        follower.isStale = true
        if (error instanceof ConnectionLost)
          await reader().untilUp(AGAIN_MS).catch(() => {})
        else if (faults++ === 0)
          onFault(error)
        else
          await pass(AGAIN_MS)
      }
    }
    // Not later: what is woken by then has to begin anew.
    follower.reading = null
  }

  function isFollowing(follower: Follower): boolean {
    return !isClosed() && followers.has(follower.workshop, follower)
  }

  /** The stream is not the one that the follower knows: whoever it reads for has to begin anew. */
  function rewind(follower: Follower): void {
    // The rows after the one that shows it show it too.
    if (!followers.has(follower.workshop, follower))
      return
    followers.remove(follower.workshop, follower)
    follower.onRewound()
  }

  function take(follower: Follower, { seq, size, origin, entries: text }: Row): void {
    const place = Number(seq)
    // It was given in the meantime.
    if (place + size <= follower.at)
      return
    if (place > follower.at)
      return rewind(follower)
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
    follow(workshop, from, onEntries, onRewound = () => {}) {
      const follower: Follower = { workshop, at: from, onEntries, onRewound, reading: null, isStale: false }
      const stop = followers.add(workshop, follower)
      // Somebody may have written since those before were read.
      void read(follower)
      return stop
    },
    async deliver(workshop, place, entries) {
      const behind = []
      for (const follower of followers.of(workshop)) {
        if (follower.at === place)
          give(follower, entries)
        else if (follower.at < place)
          behind.push(read(follower))
      }
      await Promise.all(behind)
    },
    wake: (workshops = followers.names) => workshops.flatMap(workshop => followers.of(workshop)).forEach(read),
    rewind: () => followers.names.flatMap(workshop => followers.of(workshop)).forEach(rewind),
    async look() {
      const before = followers.names.flatMap(workshop => followers.of(workshop)).map(follower => ({ follower, at: follower.at }))
      const rows = await reader().query<{ workshop: string, length: string }>(LENGTHS, [followers.names])
      const lengths = new Map(rows.map(({ workshop, length }) => [workshop, Number(length)]))
      // One that was deleted has none.
      before.filter(({ follower, at }) => (lengths.get(follower.workshop) ?? Infinity) < at && isFollowing(follower)).forEach(({ follower }) => rewind(follower))
      lengths.forEach((length, workshop) => void readBehind(workshop, length))
    },
    catchUp: readBehind,
    areNone: () => followers.names.length === 0,
  }
}
