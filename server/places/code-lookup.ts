import type { IncomingHttpHeaders } from 'node:http'
import type { Auth } from '../access/auth.ts'
import type { MayRun } from '../access/may-run.ts'
import type { WrongCodes } from '../access/wrong-codes.ts'
import type { Place } from './place.ts'
import type { Places } from './places.ts'
import { setTimeout as pass } from 'node:timers/promises'
import { NotNow } from './not-now.ts'

/** The delay of every code while somebody is guessing. */
const SLOW_MS = 2000
/** Between two answers meanwhile, however many ask at once: a guesser gets no more of them than that. */
const APART_MS = 200
/** Nobody waits longer. */
const MOST_MS = 40_000
/** Visitors of a workshop that are remembered. */
const MOST_KNOWN = 10_000

/** Somebody with a code. */
export interface Seeker {
  attendee: string
  headers: IncomingHttpHeaders
  /** What the address had with the code, if it was that of a QR code. */
  key?: unknown
}

export interface Found {
  /** Undefined: no workshop has this code. */
  place: Place | undefined
  /** The seeker had to wait. */
  waited: boolean
}

export interface CodeLookup {
  /**
   * Finds a workshop by the code that a visitor has.
   * @throws NotNow when the workshop cannot be opened, or too many wait already
   */
  lookUp: (code: string, seeker: Seeker) => Promise<Found>
  /** Somebody is led to a workshop, and did not have to know its code. */
  letIn: (place: Place, attendee: string) => void
}

export interface CodeLookupOptions {
  places: Pick<Places, 'find'>
  auth: Pick<Auth, 'joinKey'>
  mayRun: MayRun
  wrong: WrongCodes
  /** Milliseconds. */
  monotonic: () => number
  /** Resolves after so many milliseconds. */
  pause?: ((ms: number) => Promise<unknown>) | undefined
}

/**
 * Identities cost a guesser nothing, so everybody waits while somebody guesses; but for those who scanned its QR code, were in the workshop
 * before, or run it.
 */
export function createCodeLookup({ places, auth, mayRun, wrong, monotonic, pause = pass }: CodeLookupOptions): CodeLookup {
  const known = new WeakMap<Place, Set<string>>()
  /** When the last of those who wait is answered. */
  let lastAt = -Infinity

  return { lookUp, letIn }

  async function lookUp(code: string, seeker: Seeker): Promise<Found> {
    const isSlow = wrong.areMany()
    const place = await places.find(code)
    const waits = isSlow && !(place && isKnown(place, seeker))
    if (waits)
      await wait()
    if (place)
      letIn(place, seeker.attendee)
    else
      wrong.count()
    return { place, waited: waits }
  }

  function isKnown(place: Place, { attendee, headers, key }: Seeker): boolean {
    const { workshop } = place.room
    return key === auth.joinKey(workshop.id) || known.get(place)?.has(attendee) || workshop.seated.has(attendee) || workshop.processedIds.has(attendee) || mayRun({ headers }, workshop.id)
  }

  function letIn(place: Place, attendee: string): void {
    const visitors = known.get(place) ?? new Set()
    known.set(place, visitors.add(attendee))
    const [first] = visitors
    if (visitors.size > MOST_KNOWN)
      visitors.delete(first!)
  }

  async function wait(): Promise<void> {
    const now = monotonic()
    const at = Math.max(now + SLOW_MS, lastAt + APART_MS)
    if (at - now > MOST_MS)
      throw new NotNow(429, 'Too many wrong codes came in, and yours has to wait.')
    lastAt = at
    await pause(at - now)
  }
}
