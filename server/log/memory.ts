import type { Entry } from '../../core/entry.ts'
import type { Log } from './log.ts'
import { LogConflict } from './log.ts'

/** A log in memory, for tests and measurements. */
export function memoryLog(): Log {
  const streams = new Map<string, string[]>()
  const parse = (text: string) => JSON.parse(text) as Entry
  return {
    workshops: () => [...streams].map(([id, { length }]) => ({ id, length })),
    append(...batches) {
      const longer = batches.map(({ workshop, entries, from }) => {
        const stream = streams.get(workshop) ?? []
        if (stream.length !== from)
          throw new LogConflict(workshop)
        // Stored as text, so that an entry can't be changed later.
        return { workshop, stream: [...stream, ...entries.map(entry => JSON.stringify(entry))] }
      })
      for (const { workshop, stream } of longer) {
        // To the end of the list.
        streams.delete(workshop)
        streams.set(workshop, stream)
      }
    },
    read: workshop => (streams.get(workshop) ?? []).map(parse),
    remove: workshop => void streams.delete(workshop),
    close: () => {},
  }
}
