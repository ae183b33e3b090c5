import { z } from 'zod'
import { commandId, upMessage } from './message.ts'

export const reactionsAllow = upMessage({
  type: 'reactions:allow',
  from: 'facilitator',
  about: 'Switches reactions on or off for all phones.',
  refusals: ['wrong_state'],
  payload: z.strictObject({
    type: z.literal('reactions:allow'),
    id: commandId,
    on: z.boolean(),
  }),
})
