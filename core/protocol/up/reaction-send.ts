import { z } from 'zod'
import { commandId, upMessage } from './message.ts'

/** The one command that no log keeps: a reaction is over when it has been seen. */
export const reactionSend = upMessage({
  type: 'reaction:send',
  from: 'attendee',
  about: 'Sends an emoji to the screens. It is not logged, and more than a few a second are refused.',
  refusals: ['seat_needed', 'wrong_state', 'not_found'],
  payload: z.strictObject({
    type: z.literal('reaction:send'),
    id: commandId,
    emoji: z.string().min(1).max(16).describe('One of those that the workshop offers.'),
  }),
})
