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
  /** When the run ends, in minutes of the clock, if all parts to come take their minutes. */
  ends: number
  /** How much later than it was to end. */
  behind: number
  /** What the route leaves at the end; negative: too much is planned. */
  spare: number
  /** Still to come after the part on screen, without skipped ones. */
  coming: PlannedPart[]
  /** Before the part on screen, and never shown: these do not come by themselves. */
  passedOver: PlannedPart[]
}

/** What a run was so far. */
export type Run = Pick<ClockReading, 'elapsed' | 'part' | 'spent'> & { trail: readonly string[] }

/** The place in the run of the part on screen; off the agenda, of the one that the run was left from; -1: none yet. */
export function placeIn(parts: readonly PlannedPart[], { part, trail }: Pick<Run, 'part' | 'trail'>): number {
  const id = [...trail, part].findLast(id => parts.some(part => part.id === id))
  return parts.findIndex(part => part.id === id)
}

/** The parts that are to come after the one on screen, without skipped ones. */
function comingIn(parts: readonly PlannedPart[], run: Run): PlannedPart[] {
  return parts.slice(placeIn(parts, run) + 1).filter(({ minutes }) => minutes > 0)
}

/** When a run ends, in minutes of the clock, if what is left takes its minutes. Whoever leaves the agenda comes back to the rest of a part. */
export function endOf(parts: readonly PlannedPart[], run: Run): number {
  const at = parts[placeIn(parts, run)]
  const rest = at ? Math.max(0, at.minutes - minutesOn(run, at.id)) : 0
  return minutesIn(run) + rest + sum(comingIn(parts, run).map(({ minutes }) => minutes))
}

/**
 * @param parts of the run
 * @param total the route's minutes
 * @param goal minutes of the clock at which the run is to end
 */
export function progressOf(parts: readonly PlannedPart[], total: number, goal: number, run: Run): Progress {
  const elapsed = minutesIn(run)
  const here = parts.find(({ id }) => id === run.part)
  const ends = endOf(parts, run)
  return {
    elapsed,
    left: total - elapsed,
    leftHere: here ? here.minutes - minutesOn(run, here.id) : null,
    ends,
    behind: ends - goal,
    spare: total - ends,
    coming: comingIn(parts, run),
    passedOver: parts.slice(0, Math.max(0, placeIn(parts, run))).filter(({ id, minutes }) => minutes > 0 && !run.trail.includes(id)),
  }
}
