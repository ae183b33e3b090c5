import type { Peers } from '../log/store.ts'
import type { Presence } from './presence.ts'
import { noPeers } from '../log/store.ts'

/** Attendees who come and go within this time are named together, in milliseconds. */
const GATHER_MS = 200
/** How often all are named, whatever changed, and how long a server that tells nothing is believed, in milliseconds. */
const AGAIN_MS = 3000
const BELIEVED_MS = 10_000
/** Ids in one message. */
const MOST = 350

/** Part of what a server says of those who are connected to it. */
interface Part {
  ids: string[]
  /** The first part replaces what was said before. */
  isFirst: boolean
}

/** The attendees of a workshop on all servers. */
export interface SharedAttendees {
  /** Each once, wherever their tabs are connected. */
  readonly all: Iterable<string>
  /** How many there are. */
  readonly size: number
  /** Somebody came to this server, or left. */
  changed: () => void
  close: () => void
}

/**
 * Tells the other servers who is connected here, and hears it from them.
 * @param onChange called when others come or go
 * @param monotonic milliseconds
 */
export function shareAttendees(here: Pick<Presence<unknown>, 'attendees' | 'size'>, peers: Peers, workshop: string, onChange: () => void, monotonic: () => number): SharedAttendees {
  // Most servers have no others, and tell nobody.
  if (peers === noPeers)
    return aloneWith(here)

  const others = new Map<string, { ids: Set<string>, at: number }>()
  let timer: NodeJS.Timeout | undefined
  let wasEmpty = true

  function tell(): void {
    clearTimeout(timer)
    timer = undefined
    const ids = [...here.attendees]
    // Nobody needs to hear again and again that nobody is here.
    if (ids.length === 0 && wasEmpty)
      return
    wasEmpty = ids.length === 0
    for (let from = 0; from === 0 || from < ids.length; from += MOST)
      peers.tell('attendees', workshop, { ids: ids.slice(from, from + MOST), isFirst: from === 0 } satisfies Part)
  }

  function changed(): void {
    timer ??= setTimeout(tell, GATHER_MS).unref()
  }

  const stop = peers.onTold('attendees', workshop, (server, message) => {
    const { ids, isFirst } = message as Part
    const before = others.get(server)?.ids
    const now = new Set([...isFirst ? [] : before ?? [], ...ids])
    others.set(server, { ids: now, at: monotonic() })
    // Who has just come hears of those who are here.
    if (!before)
      changed()
    if (before?.size !== now.size || ids.some(id => !before.has(id)))
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
        peers.tell('attendees', workshop, { ids: [], isFirst: true } satisfies Part)
    },
  }
}

function aloneWith(here: Pick<Presence<unknown>, 'attendees' | 'size'>): SharedAttendees {
  return {
    get all() { return here.attendees },
    get size() { return here.size },
    changed: () => {},
    close: () => {},
  }
}
