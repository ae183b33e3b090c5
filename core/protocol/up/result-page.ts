import { z } from 'zod'
import { pollId } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

export const resultPage = upMessage({
  type: 'result:page',
  from: 'facilitator',
  about: 'Turns every screen to a page of a result that takes more than one, or to one of its texts alone. The first page comes back when the slide changes, and when the poll does.',
  refusals: ['not_found', 'wrong_state'],
  payload: z.strictObject({
    type: z.literal('result:page'),
    id: commandId,
    poll: pollId,
    page: z.int().min(1).max(1000).describe('From 1. A screen with fewer pages shows its last one.'),
    post: z.string().min(1).max(200).nullable().describe('The id of the text or question that is shown alone; null shows the page.'),
  }),
})
