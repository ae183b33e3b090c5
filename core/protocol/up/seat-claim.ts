import { z } from 'zod'
import { commandId, upMessage } from './message.ts'

/** No log keeps it, because no log holds a code: the server judges the code and has the seat taken. */
export const seatClaim = upMessage({
  type: 'seat:claim',
  from: 'attendee',
  about: 'Takes the seat that a code belongs to. It is not logged: `seat:take` is. After many wrong codes each is judged two seconds late; from one attendee five are judged at once and one every five seconds in the long run.',
  refusals: ['wrong_state', 'not_found', 'seat_taken'],
  payload: z.strictObject({
    type: z.literal('seat:claim'),
    id: commandId,
    code: z.string().max(40).describe('As typed: case, spaces and dashes do not matter.'),
  }),
})
