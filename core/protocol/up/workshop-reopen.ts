import { z } from 'zod'
import { commandId, upMessage } from './message.ts'

export const workshopReopen = upMessage({
  type: 'workshop:reopen',
  from: 'facilitator',
  about: 'Undoes the end of the workshop; rounds stay closed.',
  refusals: ['wrong_state'],
  payload: z.strictObject({ type: z.literal('workshop:reopen'), id: commandId }),
})
