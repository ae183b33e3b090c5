import { z } from 'zod'
import { downMessage } from './message.ts'

const roleAnswer = z.strictObject({
  role: z.string().nullable().optional().describe('The id of the role; null: rather not say; absent: not asked yet.'),
})

export const roleMessage = downMessage({
  about: 'What the attendee said to be. On joining, and when another tab of the same attendee said something else.',
  to: ['attendee'],
  payload: roleAnswer,
})

export type RoleAnswer = z.infer<typeof roleAnswer>
