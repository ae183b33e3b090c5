import { z } from 'zod'
import { commandId, upMessage } from './message.ts'

/** A digest of a seat's code, made with a secret of the server's: the code cannot be found from it. */
export const seatId = z.string().regex(/^s:[\w-]{16}$/)

export const seatsIssue = upMessage({
  type: 'seats:issue',
  from: 'server',
  about: 'Issues seats, or further ones: from then on only who holds one may vote.',
  refusals: ['wrong_state'],
  payload: z.strictObject({
    type: z.literal('seats:issue'),
    id: commandId,
    seats: z.array(seatId).min(1).describe('Digests of the codes, in the order in which they are numbered.'),
  }),
})
