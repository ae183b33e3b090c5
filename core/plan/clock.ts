import type { PlannedPart } from './plan.ts'

/** How long the parts took so far. Times are those of log entries, in milliseconds since 1970. */
export interface Clock {
  startedAt: number
  /** The part on screen, and since when. */
  part: string | null
  since: number
  /** Milliseconds on each part, without the current stay. */
  spent: Readonly<Record<string, number>>
  /** When the workshop ended; null while it runs. */
  stoppedAt: number | null
}

/** What a clock shows at one moment, in milliseconds. */
export interface ClockReading {
  /** Since it was started. */
  elapsed: number
  /** The part on screen; null: none of the deck's. */
  part: string | null
  spent: Record<string, number>
  isRunning: boolean
}

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

const MINUTE = 60_000

export function startClock(at: number, part: string | null): Clock {
  return { startedAt: at, part, since: at, spent: {}, stoppedAt: null }
}

/** The clock after the room moved to a part, or to none. A wall clock that was set back takes no time away. */
export function moveClock(clock: Clock, part: string | null, at: number): Clock {
  if (clock.stoppedAt !== null)
    return { ...clock, part }
  return part === clock.part ? clock : { ...clock, part, since: at, spent: spentAt(clock, at) }
}

export function stopClock(clock: Clock, at: number): Clock {
  return clock.stoppedAt === null ? { ...clock, spent: spentAt(clock, at), since: at, stoppedAt: at } : clock
}

/** Goes on after the end was undone. The time between counts, because the room was still there. */
export function resumeClock(clock: Clock): Clock {
  return { ...clock, stoppedAt: null }
}

function spentAt({ part, since, spent, stoppedAt }: Clock, at: number): Record<string, number> {
  if (part === null || stoppedAt !== null)
    return spent
  return { ...spent, [part]: (spent[part] ?? 0) + Math.max(0, at - since) }
}

/** @param now milliseconds since 1970 */
export function readClock(clock: Clock, now: number): ClockReading {
  const at = clock.stoppedAt ?? now
  return { elapsed: Math.max(0, at - clock.startedAt), part: clock.part, spent: spentAt(clock, at), isRunning: clock.stoppedAt === null }
}

/** The same reading some time later. */
export function later(reading: ClockReading, passed: number): ClockReading {
  const { part, spent } = reading
  if (!reading.isRunning)
    return reading
  return { ...reading, elapsed: reading.elapsed + passed, spent: part === null ? spent : { ...spent, [part]: (spent[part] ?? 0) + passed } }
}

/**
 * @param parts of the run
 * @param total the route's minutes
 */
export function progressOf(parts: readonly PlannedPart[], total: number, { elapsed, part, spent }: ClockReading): Progress {
  const here = parts.find(({ id }) => id === part)
  // Off the agenda, the run goes on after the last part of it that was given.
  const place = here ? parts.indexOf(here) : parts.findLastIndex(({ id }) => (spent[id] ?? 0) > 0)
  const coming = parts.slice(place + 1).filter(({ minutes }) => minutes > 0)
  const leftHere = here ? here.minutes - (spent[here.id] ?? 0) / MINUTE : null
  const ends = elapsed / MINUTE + Math.max(0, leftHere ?? 0) + sum(coming.map(({ minutes }) => minutes))
  return { elapsed: elapsed / MINUTE, left: total - elapsed / MINUTE, leftHere, behind: ends - sum(parts.map(({ planned }) => planned)), spare: total - ends, coming }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}
