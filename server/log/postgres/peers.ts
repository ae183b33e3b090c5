import type { Peers } from '../store.ts'
import type { Connection } from './connection.ts'
import { Listeners } from '../listeners.ts'

/** What servers wake one another with: which server wrote, and to which workshops. */
const WRITTEN = 'workshop'
/** What else they tell one another. */
const TOLD = 'workshop_peers'
export const CHANNELS = [WRITTEN, TOLD]
const HERE = 'here'
/** Between two notifications at least, in milliseconds: each makes all other servers read. */
const NOTIFY_MS = 20
/** How often a server says that it is there, and how long it counts as being there, in milliseconds. */
const HERE_MS = 3000
const GONE_MS = 10_000
/** A notification holds 8,000 bytes. */
const MOST_NAMED = 7000

export interface PeersOptions {
  /** What this server is called. */
  server: string
  query: Connection['query']
  /** Called when another server has written to workshops; undefined: to whichever. */
  onWritten: (workshops: readonly string[] | undefined) => void
}

/** The other servers on the same database. */
export interface DatabasePeers extends Peers {
  /** Some were there a moment ago. */
  areThere: () => boolean
  /** Says that this server is there. Those who hear of a new one say it too. */
  say: (how: 'new' | 'here') => void
  /** Says it again, if that was a while ago. */
  sayAgain: () => void
  /** Wakes them, because this server has written. */
  wake: (workshops: readonly string[]) => void
  /** Takes what the database passed on. */
  hear: (channel: string, payload: string) => void
  close: () => void
}

export function createPeers({ server, query, onWritten }: PeersOptions): DatabasePeers {
  const listeners = new Listeners<Parameters<Peers['onTold']>[2]>()
  /** When another server was last heard of. */
  let heardAt = -Infinity
  let saidAt = -Infinity
  /** The workshops that the others do not know of yet. */
  const written = new Set<string>()
  let notifying: NodeJS.Timeout | undefined

  /** Whoever tells something says it again if it matters. */
  function notify(channel: string, payload: string): void {
    void query('SELECT pg_notify($1, $2)', [channel, payload], 'notify').catch(() => {})
  }

  function tell(topic: string, workshop: string, message: unknown): void {
    notify(TOLD, JSON.stringify([server, topic, workshop, message]))
  }

  function areThere(): boolean {
    return performance.now() - heardAt < GONE_MS
  }

  function say(how: 'new' | 'here'): void {
    saidAt = performance.now()
    tell(HERE, '', how)
  }

  return {
    tell,
    onTold: (topic, workshop, listener) => listeners.add(`${topic} ${workshop}`, listener),
    areThere,
    say,
    sayAgain() {
      if (performance.now() - saidAt > HERE_MS)
        say('here')
    },
    wake(workshops) {
      if (!areThere())
        return
      workshops.forEach(workshop => written.add(workshop))
      notifying ??= setTimeout(() => {
        notifying = undefined
        const payload = JSON.stringify([server, ...written])
        written.clear()
        // Whoever hears no names looks for everything.
        notify(WRITTEN, payload.length > MOST_NAMED ? JSON.stringify([server]) : payload)
      }, NOTIFY_MS)
    },
    hear(channel, payload) {
      const [by, ...said] = parsed(payload)
      if (by === undefined || by === server)
        return
      heardAt = performance.now()
      if (channel === WRITTEN)
        return onWritten(said.length > 0 ? said as string[] : undefined)
      const [topic, workshop, message] = said as [string, string, unknown]
      if (topic === HERE && message === 'new')
        say('here')
      listeners.of(`${topic} ${workshop}`).forEach(listener => listener(by, message))
    },
    close: () => clearTimeout(notifying),
  }
}

/** Anybody who may connect to the database may send some; nothing, if it is none of ours. */
function parsed(payload: string): [by?: string, ...unknown[]] {
  try {
    const parts: unknown = JSON.parse(payload)
    return Array.isArray(parts) && typeof parts[0] === 'string' ? parts as [string, ...unknown[]] : []
  }
  catch {
    return []
  }
}
