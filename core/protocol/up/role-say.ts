import { z } from 'zod'
import { slug } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

export const roleSay = upMessage({
  type: 'role:say',
  from: 'attendee',
  about: 'Says what the sender is in the team. It counts for rounds that are open and for later ones.',
  refusals: ['seat_needed', 'not_found'],
  payload: z.strictObject({
    type: z.literal('role:say'),
    id: commandId,
    role: slug.nullable().describe('The id of a role; null: rather not say.'),
  }),
})
