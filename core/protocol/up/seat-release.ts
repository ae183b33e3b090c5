import { z } from 'zod'
import { commandId, upMessage } from './message.ts'
import { seatId } from './seats-issue.ts'

export const seatRelease = upMessage({
  type: 'seat:release',
  from: 'facilitator',
  about: 'Takes a seat from its phone, so that its code can be entered on another one. The seat keeps its ballots.',
  refusals: ['not_found', 'wrong_state'],
  payload: z.strictObject({
    type: z.literal('seat:release'),
    id: commandId,
    seat: seatId,
  }),
})
