import type { ClockReading } from './clock.ts'
import type { PlannedPart } from './plan.ts'
import { sum } from '../kinds/shared/with-options.ts'
import { minutesIn, minutesOn } from './clock.ts'

/** How far a run is, in minutes; what was lost is positive in `behind`. [L5] */
export interface Progress {
  elapsed: number
  /** What is left of the route's minutes; negative when they are over. */
  left: number
  /** Left in the part on screen; negative when it takes longer. Null where the run has no such part. */
  leftHere: number | null
  /** How much later than planned the run ends, if all parts to come take their minutes. */
  behind: number
  /** What the route leaves at the end, if all parts to come take their minutes; negative: too much is planned. */
  spare: number
  /** Still to come after the part on screen, without skipped ones. */
  coming: PlannedPart[]
}

/**
 * @param parts of the run
 * @param total the route's minutes
 */
export function progressOf(parts: readonly PlannedPart[], total: number, reading: ClockReading): Progress {
  const elapsed = minutesIn(reading)
  const here = parts.find(({ id }) => id === reading.part)
  // Off the agenda, the run goes on after the last part of it that was given.
  const place = here ? parts.indexOf(here) : parts.findLastIndex(({ id }) => minutesOn(reading, id) > 0)
  const coming = parts.slice(place + 1).filter(({ minutes }) => minutes > 0)
  const leftHere = here ? here.minutes - minutesOn(reading, here.id) : null
  const ends = elapsed + Math.max(0, leftHere ?? 0) + sum(coming.map(({ minutes }) => minutes))
  return { elapsed, left: total - elapsed, leftHere, behind: ends - sum(parts.map(({ planned }) => planned)), spare: total - ends, coming }
}
