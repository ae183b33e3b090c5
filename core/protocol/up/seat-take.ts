import { z } from 'zod'
import { commandId, upMessage } from './message.ts'
import { seatId } from './seats-issue.ts'

/** From no page: a digest, which the log holds, is not to be worth a seat. */
export const seatTake = upMessage({
  type: 'seat:take',
  from: 'server',
  about: 'An attendee takes a seat: what a `seat:claim` with the right code comes to, under the attendee\'s name.',
  refusals: ['not_found', 'seat_taken', 'wrong_state'],
  payload: z.strictObject({
    type: z.literal('seat:take'),
    id: commandId,
    seat: seatId,
  }),
})
