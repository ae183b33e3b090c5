import type { PlanView } from '../protocol/down/plan.ts'

/** How long the parts took so far. Times are those of log entries, in milliseconds since 1970. */
export interface Clock {
  /** Milliseconds since it was started, without the current stay. */
  elapsed: number
  /** The part on screen, and since when. */
  part: string | null
  since: number
  /** Milliseconds on each part, without the current stay. */
  spent: Readonly<Record<string, number>>
  /** When the workshop ended; null while it runs. */
  stoppedAt: number | null
}

/** What a clock shows at one moment. */
export type ClockReading = Omit<NonNullable<PlanView['clock']>, 'goal'>

const MINUTE = 60_000

export function startClock(at: number, part: string | null): Clock {
  return { elapsed: 0, part, since: at, spent: {}, stoppedAt: null }
}

/** The clock after the room moved to a part, or to none. */
export function moveClock(clock: Clock, part: string | null, at: number): Clock {
  if (clock.stoppedAt !== null)
    return { ...clock, part }
  return part === clock.part ? clock : { ...counted(clock, at), part }
}

export function stopClock(clock: Clock, at: number): Clock {
  return clock.stoppedAt === null ? { ...counted(clock, at), stoppedAt: at } : clock
}

/** Goes on after the end was undone. The time between counts, because the room was still there. */
export function resumeClock(clock: Clock): Clock {
  return { ...clock, stoppedAt: null }
}

/** With the time since the last move. A wall clock that was set back takes none away. */
function counted(clock: Clock, at: number): Clock {
  const { elapsed, part, since, spent, stoppedAt } = clock
  if (stoppedAt !== null)
    return clock
  const stay = Math.max(0, at - since)
  return { ...clock, elapsed: elapsed + stay, since: at, spent: part === null ? spent : { ...spent, [part]: (spent[part] ?? 0) + stay } }
}

/** @param now milliseconds since 1970 */
export function readClock(clock: Clock, now: number): ClockReading {
  const { elapsed, part, spent, stoppedAt } = counted(clock, now)
  return { elapsed, part, spent: { ...spent }, isRunning: stoppedAt === null }
}

/** The same reading some time later. */
export function later<Reading extends ClockReading>(reading: Reading, passed: number): Reading {
  const { part, spent } = reading
  if (!reading.isRunning)
    return reading
  return { ...reading, elapsed: reading.elapsed + passed, spent: part === null ? spent : { ...spent, [part]: (spent[part] ?? 0) + passed } }
}

/** Minutes on a part so far. */
export function minutesOn({ spent }: Pick<ClockReading, 'spent'>, part: string): number {
  return (spent[part] ?? 0) / MINUTE
}

/** Minutes since the clock was started. */
export function minutesIn({ elapsed }: Pick<ClockReading, 'elapsed'>): number {
  return elapsed / MINUTE
}
