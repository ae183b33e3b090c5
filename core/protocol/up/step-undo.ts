import { z } from 'zod'
import { pollId } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

export const stepUndo = upMessage({
  type: 'step:undo',
  from: 'facilitator',
  about: 'Takes the facilitator\'s last step back: of a poll, or the end of the workshop, whose open rounds then go on. Ballots cast since stay.',
  refusals: ['not_found', 'wrong_state'],
  payload: z.strictObject({
    type: z.literal('step:undo'),
    id: commandId,
    poll: pollId.nullable().describe('The poll whose last step it was; null: the workshop was ended.'),
    step: commandId.describe('The command that is undone, as the view names it, so that nothing else is undone that came meanwhile.'),
  }),
})
