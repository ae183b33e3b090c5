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
