import type { Entry } from '../../core/entry.ts'
import type { Log } from './log.ts'
import type { Records, Store } from './store.ts'
import type { Streams } from './turn-log.ts'
import { areFirst, LogConflict } from './log.ts'
import { noPeers, ownLinks } from './store.ts'
import { turnLog } from './turn-log.ts'

/** A log in memory, for tests and measurements. */
export function memoryLog(): Log {
  return turnLog(memoryStreams())
}

/** What several logs may share, as servers share a database. */
export function memoryStreams(): Streams {
  const streams = new Map<string, string[]>()
  return {
    workshops: () => [...streams].map(([id, { length }]) => ({ id, length })),
    append(batches) {
      const longer = new Map<string, string[]>()
      const places = batches.map(({ workshop, entries }) => {
        const stream = longer.get(workshop) ?? streams.get(workshop) ?? []
        if (areFirst(entries) !== (stream.length === 0))
          throw new LogConflict(workshop, stream.length > 0)
        // Stored as text, so that an entry can't be changed later.
        longer.set(workshop, [...stream, ...entries.map(entry => JSON.stringify(entry))])
        return stream.length
      })
      for (const [workshop, stream] of longer) {
        // To the end of the list.
        streams.delete(workshop)
        streams.set(workshop, stream)
      }
      return places
    },
    read: (workshop, from) => {
      const entries = (streams.get(workshop) ?? []).slice(from).map(text => JSON.parse(text) as Entry)
      return entries.length > 0 ? [entries] : []
    },
    remove: workshop => void streams.delete(workshop),
    close: () => {},
  }
}

/** A store in memory, for tests and measurements. */
export function memoryStore({ log = memoryLog(), secret = 'a-secret', summaries = memoryRecords() }: Partial<Pick<Store, 'log' | 'secret' | 'summaries'>> = {}): Store {
  return {
    name: 'memory',
    option: '--data "memory"',
    isShared: false,
    log,
    secret,
    decks: memoryRecords(),
    owners: memoryRecords(),
    summaries,
    links: ownLinks('memory'),
    peers: noPeers,
    isReachable: () => true,
    refresh: async () => {},
    adopt: async () => {},
    alone: work => work(),
    close: log.close,
  }
}

function memoryRecords(): Records {
  const values = new Map<string, string>()
  return {
    read: () => Object.fromEntries(values),
    put: async more => Object.entries(more).forEach(([workshop, value]) => values.set(workshop, value)),
    forget: async workshop => void values.delete(workshop),
  }
}
