import { z } from 'zod'
import { downMessage } from './message.ts'

const seatAnswer = z.strictObject({
  held: z.boolean().describe('This attendee holds a seat and may vote.'),
})

export const seatMessage = downMessage({
  about: 'Whether the attendee holds a seat; only where seats are needed. On joining, and when that changes.',
  to: ['attendee'],
  payload: seatAnswer,
})

export type SeatAnswer = z.infer<typeof seatAnswer>
