import type { Place } from './place.ts'
import type { Places } from './places.ts'
import { setTimeout as pass } from 'node:timers/promises'
import { createLimits } from '../limit.ts'
import { UserError } from '../user-error.ts'

/** Wrong codes of all visitors together: enough for rooms of people who mistype. */
const WRONG = { burst: 60, perSecond: 1 }
/** The delay of every code while somebody is guessing, and how long that lasts after the last wrong code. */
const SLOW_MS = 2000
const SLOW_FOR_MS = 60_000
/** Visitors that wait at the same time. */
const MOST_WAITING = 200

/** Finds a workshop by the code that a visitor has; undefined: none has it. */
export type LookUp = (code: string, attendee: string) => Promise<Place | undefined>

/** @param monotonic milliseconds */
export function createCodeLookup({ find }: Pick<Places, 'find'>, monotonic: () => number): LookUp {
  const wrong = createLimits(WRONG)
  let slowUntil = -Infinity
  let waiting = 0

  /** Identities cost a guesser nothing, so everybody waits while somebody guesses; but for those who have a part in the workshop. */
  return async (code, attendee) => {
    const isSlow = monotonic() < slowUntil
    const place = await find(code)
    if (place && isPartOf(place, attendee))
      return place
    if (isSlow)
      await wait()
    if (!place && !wrong.allows('all', monotonic()))
      slowUntil = monotonic() + SLOW_FOR_MS
    return place
  }

  async function wait(): Promise<void> {
    if (waiting >= MOST_WAITING)
      throw new UserError('Too many wrong codes came in. Wait a moment, then load this page again.')
    waiting++
    await pass(SLOW_MS)
    waiting--
  }
}

function isPartOf({ realtime, room: { workshop } }: Place, attendee: string): boolean {
  return realtime.isHere(attendee) || workshop.seated.has(attendee) || workshop.processedIds.has(attendee)
}
