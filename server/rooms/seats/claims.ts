import type { CommandOf } from '../../../core/commands/commands.ts'
import type { Reply } from '../../../core/protocol/refusal.ts'
import type { WrongCodes } from '../../access/wrong-codes.ts'
import type { Room } from '../room.ts'
import type { SeatCodes } from './codes.ts'
import { setTimeout as pass } from 'node:timers/promises'
import { decide } from '../../../core/fold.ts'
import { refuse } from '../../../core/protocol/refusal.ts'
import { createLimits } from '../../limit.ts'
import { CODE_LENGTH, readCode } from './codes.ts'

/** Codes that one attendee may try. Nobody types faster in the long run. */
const TRIES = { burst: 5, perSecond: 0.2 }
/** The delay of every code while somebody is guessing. */
export const SLOW_MS = 2000

export interface SeatClaimOptions {
  room: Room
  codes: SeatCodes
  wrong: WrongCodes
  /** Monotonic milliseconds. */
  now: () => number
}

/** Who enters a code, and whether they still wait for the answer. */
interface Claimant {
  attendee: string
  isHere: () => boolean
}

export interface SeatClaims {
  claim: (claimant: Claimant, command: CommandOf<'seat:claim'>) => Promise<Reply>
}

/**
 * Checks the codes that attendees enter. Attendees cost a guesser nothing, so a limit for each is not enough, and one for
 * all would lock out those with the right code. Instead, while there are too many wrong ones, every code is checked late, one
 * at a time for each attendee and only while they stay connected: so guesses are limited by open connections, and somebody
 * with the right code waits two seconds.
 */
export function createSeatClaims({ room, codes, wrong, now }: SeatClaimOptions): SeatClaims {
  const tries = createLimits(TRIES)
  const waiting = new Set<string>()

  async function claim({ attendee, isHere }: Claimant, command: CommandOf<'seat:claim'>): Promise<Reply> {
    const refusal = decide(room.workshop, attendee, command)
    if (refusal)
      return refusal
    const { id, code } = command
    const letters = readCode(code)
    if (letters.length !== CODE_LENGTH)
      return refuse('not_found', `A code has ${CODE_LENGTH} letters.`)
    if (waiting.has(attendee) || !tries.allows(attendee, now()))
      return refuse('rate_limited', 'Too many tries. Wait a few seconds.')
    if (wrong.areMany()) {
      waiting.add(attendee)
      await pass(SLOW_MS)
      waiting.delete(attendee)
      if (!isHere())
        return refuse('rate_limited', 'The connection was lost.')
    }
    const seat = codes.seatOf(letters)
    // Another server may have issued it a moment ago.
    if (!room.workshop.seats.has(seat) && !await isUpToDate())
      return refuse('storage_failed', 'This could not be checked now. Please try again.')
    if (room.workshop.seats.has(seat))
      return room.submit(attendee, { type: 'seat:take', id, seat })
    wrong.count()
    return refuse('not_found', 'No seat has this code. Check each letter.')
  }

  async function isUpToDate(): Promise<boolean> {
    try {
      await room.catchUp()
      return true
    }
    catch {
      return false
    }
  }

  return { claim }
}
