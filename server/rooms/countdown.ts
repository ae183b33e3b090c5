import type { Room } from './room.ts'
import { randomUUID } from 'node:crypto'
import { timeLeft } from '../../core/countdown.ts'
import { SERVER } from '../../core/workshop.ts'

/** The log could not be written: voting stays open until it can. */
const RETRY_MS = 1000

export interface CountdownTimer {
  /** Milliseconds since the countdown was started, 0 without one. */
  elapsed: () => number
  close: () => void
}

/**
 * Ends the room's countdown when its time is up, also one that was started before a restart of the server. [T4]
 * @param monotonic milliseconds
 */
export function createCountdownTimer(room: Room, monotonic: () => number): CountdownTimer {
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  /** The command that started the countdown which `startedAt` is about. */
  let known: string | undefined
  /** By the monotonic clock. */
  let startedAt = 0

  function elapsed(): number {
    const { countdown } = room.workshop
    if (!countdown)
      return 0
    if (countdown.startedBy !== known) {
      known = countdown.startedBy
      // Only the wall clock knows how long no server ran.
      startedAt = monotonic() - Math.max(0, room.now() - countdown.startedAt)
    }
    return monotonic() - startedAt
  }

  function schedule(): void {
    clearTimeout(timer)
    const { countdown } = room.workshop
    if (countdown && !countdown.isOver)
      timer = setTimeout(() => void end(), timeLeft(countdown, elapsed()))
  }

  async function end(): Promise<void> {
    const { countdown } = room.workshop
    // Timers may be a millisecond early.
    if (!countdown || timeLeft(countdown, elapsed()) > 0)
      return schedule()
    const reply = await room.submit(SERVER, { type: 'countdown:end', id: randomUUID(), setBy: countdown.setBy })
    if (!reply.ok && reply.code !== 'wrong_state' && !isClosed)
      timer = setTimeout(() => void end(), RETRY_MS)
  }

  room.onChange(schedule)
  schedule()
  return {
    elapsed,
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
