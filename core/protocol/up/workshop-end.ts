import { z } from 'zod'
import { commandId, upMessage } from './message.ts'

export const workshopEnd = upMessage({
  type: 'workshop:end',
  from: 'facilitator',
  about: 'Ends the workshop: every open round closes and phones say thanks.',
  refusals: ['wrong_state'],
  payload: z.strictObject({ type: z.literal('workshop:end'), id: commandId }),
})
