import type { Room } from './room.ts'
import { randomUUID } from 'node:crypto'
import { SERVER } from '../../core/workshop.ts'

/** Timers stop while a laptop sleeps, and none is longer than 24 days. */
const LONGEST_MS = 60_000
/** After the log could not be written. */
const RETRY_MS = 1000

/**
 * Returns to the room's pace at the date that the settings name. [W4]
 * @returns once a date that has passed is dealt with: a function that stops it
 */
export async function keepPace(room: Room): Promise<() => void> {
  let timer: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    clearTimeout(timer)
    const { until } = room.workshop.pace
    if (until === null)
      return
    const left = until - room.now()
    timer = setTimeout(look, Math.min(Math.max(left, RETRY_MS), LONGEST_MS))
    if (left <= 0)
      await room.submit(SERVER, { type: 'pace:set', id: randomUUID(), pace: 'room' })
  }

  room.onChange(() => void look())
  await look()
  return () => clearTimeout(timer)
}
