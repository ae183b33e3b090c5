import type { Entry } from '../../core/entry.ts'
import type { Log, OnEntries, WorkshopInfo } from './log.ts'
import { Listeners } from './listeners.ts'
import { LogConflict } from './log.ts'

/** What is appended to one workshop. */
export interface Batch {
  workshop: string
  entries: readonly Entry[]
}

/** Streams in this process, which are stored at once. See `Log`. */
export interface Streams {
  workshops: () => WorkshopInfo[]
  /**
   * Appends all of the batches, or none. They are durable when it returns.
   * @returns how many entries each stream had before
   */
  append: (batches: readonly Batch[]) => number[]
  read: (workshop: string, from: number) => Iterable<readonly Entry[]>
  remove: (workshop: string) => void
  close: () => void
}

interface Writer {
  workshop: string
  gather: () => readonly Entry[]
  resolve: () => void
  reject: (error: unknown) => void
}

interface Follower {
  /** How many entries it has. */
  at: number
  onEntries: OnEntries
}

/** A log that appends once in each turn of the event loop: whatever came in the turn shares one commit, of all workshops. [C4] */
export function turnLog(store: Streams): Log {
  const followers = new Listeners<Follower>()
  let due: Writer[] = []
  let isClosed = false

  function writeDue(): void {
    const writers = due
    due = []
    const batches = writers.map(({ workshop, gather }) => ({ workshop, entries: gather() }))
    const some = batches.filter(({ entries }) => entries.length > 0)
    const failed = append(some)
    // What is wrong with one workshop is nothing to the others. A disk that is full or busy is so for all.
    const alone = failed?.error instanceof LogConflict && some.length > 1
    writers.forEach(({ resolve, reject }, index) => {
      const batch = batches[index]!
      const fault = batch.entries.length === 0 ? undefined : alone ? append([batch]) : failed
      fault ? reject(fault.error) : resolve()
    })
  }

  /** @returns why it failed */
  function append(batches: readonly Batch[]): { error: unknown } | undefined {
    if (batches.length === 0)
      return
    let places
    try {
      places = store.append(batches)
    }
    catch (error) {
      return { error }
    }
    batches.forEach(({ workshop, entries }, index) => {
      for (const follower of followers.of(workshop))
        deliver(follower, workshop, places[index]!, entries)
    })
  }

  /** @param at the place of the first entry */
  function deliver(follower: Follower, workshop: string, at: number, entries: readonly Entry[]): void {
    // Somebody else wrote in between.
    if (follower.at < at)
      catchUp(follower, workshop, at)
    follower.at = at + entries.length
    follower.onEntries(entries)
  }

  function catchUp(follower: Follower, workshop: string, to: number): void {
    for (const page of store.read(workshop, follower.at)) {
      const missing = page.slice(0, to - follower.at)
      follower.at += missing.length
      follower.onEntries(missing)
      if (follower.at === to)
        return
    }
  }

  return {
    workshops: async () => store.workshops(),
    append: (workshop, gather) => new Promise((resolve, reject) => {
      if (due.push({ workshop, gather, resolve, reject }) === 1)
        setImmediate(writeDue)
    }),
    async* read(workshop, from = 0) {
      yield* store.read(workshop, from)
    },
    follow(workshop, from, onEntries) {
      const follower = { at: from, onEntries }
      const stop = followers.add(workshop, follower)
      // Somebody may have written since those before were read.
      catchUp(follower, workshop, Infinity)
      return stop
    },
    async catchUp(workshop) {
      followers.of(workshop).forEach(follower => catchUp(follower, workshop, Infinity))
    },
    remove: async workshop => store.remove(workshop),
    async close() {
      if (isClosed)
        return
      isClosed = true
      writeDue()
      store.close()
    },
  }
}
