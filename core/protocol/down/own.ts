import { z } from 'zod'
import { answer } from '../../kinds/schemas/schemas.ts'
import { downMessage } from './message.ts'

const ownView = z.strictObject({
  ballots: z.record(z.string(), answer).describe('The ballots in current rounds, by round id, as the server counts them.'),
  role: z.string().nullable().optional().describe('The id of the role that the attendee chose; null: rather not say; absent: not asked yet.'),
  seated: z.boolean().optional().describe('The attendee holds a seat and may vote; absent where no seats are needed.'),
})

export const ownMessage = downMessage({
  about: 'This attendee\'s own state. Sent on joining, and when it changes elsewhere: in another tab, with a seat, by a `poll:restore`.',
  to: ['attendee'],
  payload: ownView,
})

export type OwnView = z.infer<typeof ownView>
