import type { Peers } from '../log/store.ts'
import type { Presence } from './presence.ts'
import { noPeers } from '../log/store.ts'

/** Those who come and go within this time are named together, in milliseconds. */
const GATHER_MS = 200
/** How often all are named, whatever changed, and how long a server that tells nothing is believed, in milliseconds. */
const AGAIN_MS = 3000
const BELIEVED_MS = 10_000
/** Ids in one message. */
const MOST = 350

/** Part of what a server says of those who are connected to it. Parts arrive in order; some may be lost. */
interface Part {
  ids: string[]
  /** From 0. */
  no: number
  /** How many there are. */
  of: number
}

interface Other {
  ids: ReadonlySet<string>
  /** When it was last heard of, in monotonic milliseconds. */
  at: number
  /** Those of the first parts, in order; what counts once it is whole. */
  parts: string[][]
}

/** Who is connected to a workshop, on all servers. */
export interface SharedPresence {
  /** Each once, wherever their tabs are connected. */
  readonly all: Iterable<string>
  /** How many there are. */
  readonly size: number
  /** Somebody came to this server, or left. */
  changed: () => void
  close: () => void
}

export interface SharedPresenceOptions {
  /** Those who are connected to this server. */
  here: Pick<Presence<unknown>, 'attendees' | 'size'>
  peers: Peers
  /** What these people are, as the servers call it among themselves. */
  topic: 'attendees' | 'facilitators'
  workshop: string
  /** Called when others come or go. */
  onChange: () => void
  /** Monotonic milliseconds. */
  monotonic: () => number
}

/** Tells the other servers who is connected here, and hears it from them. */
export function sharePresence({ here, peers, topic, workshop, onChange, monotonic }: SharedPresenceOptions): SharedPresence {
  // Most servers have no others, and tell nobody.
  if (peers === noPeers)
    return aloneWith(here)

  const others = new Map<string, Other>()
  let timer: NodeJS.Timeout | undefined
  let wasEmpty = true

  function say(ids: readonly string[]): void {
    const of = Math.max(1, Math.ceil(ids.length / MOST))
    for (let no = 0; no < of; no++)
      peers.tell(topic, workshop, { ids: ids.slice(no * MOST, (no + 1) * MOST), no, of } satisfies Part)
  }

  function tell(): void {
    clearTimeout(timer)
    timer = undefined
    const ids = [...here.attendees]
    // Nobody needs to hear again and again that nobody is here.
    if (ids.length === 0 && wasEmpty)
      return
    wasEmpty = ids.length === 0
    say(ids)
  }

  function changed(): void {
    timer ??= setTimeout(tell, GATHER_MS).unref()
  }

  const stop = peers.onTold(topic, workshop, (server, message) => {
    const { ids, no, of } = message as Part
    const known = others.get(server)
    const other = known ?? { ids: new Set(), at: 0, parts: [] }
    others.set(server, other)
    other.at = monotonic()
    // Who has just come hears of those who are here.
    if (!known)
      changed()
    if (no === 0)
      other.parts = []
    if (no === other.parts.length)
      other.parts.push(ids)
    if (no + 1 < of || other.parts.length < of)
      return
    const [before, now] = [other.ids, new Set(other.parts.flat())]
    other.ids = now
    other.parts = []
    if (before.size !== now.size || [...now].some(id => !before.has(id)))
      onChange()
  })

  const repeating = setInterval(() => {
    tell()
    const silent = [...others].filter(([, { at }]) => monotonic() - at > BELIEVED_MS).map(([server]) => server)
    silent.forEach(server => others.delete(server))
    if (silent.length > 0)
      onChange()
  }, AGAIN_MS).unref()

  function union(): ReadonlySet<string> {
    return new Set([...here.attendees, ...[...others.values()].flatMap(({ ids }) => [...ids])])
  }

  return {
    get all() { return union() },
    get size() { return union().size },
    changed,
    close() {
      stop()
      clearTimeout(timer)
      clearInterval(repeating)
      if (!wasEmpty)
        say([])
    },
  }
}

function aloneWith(here: SharedPresenceOptions['here']): SharedPresence {
  return {
    get all() { return here.attendees },
    get size() { return here.size },
    changed: () => {},
    close: () => {},
  }
}
