import { z } from 'zod'
import { pollId } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

export const slideShow = upMessage({
  type: 'slide:show',
  from: 'facilitator',
  about: 'Moves every screen to a slide and click, and puts the slide\'s poll, if it has one, on the phones.',
  refusals: [],
  payload: z.strictObject({
    type: z.literal('slide:show'),
    id: commandId,
    no: z.int().min(1).max(10_000).describe('Slide number, from 1.'),
    clicks: z.int().min(0).max(10_000),
    poll: pollId.nullable().describe('The poll that the slide puts on the phones; none is put there if the workshop has no such poll.'),
    key: z.string().max(256).optional().describe('What the slide is known by when the deck is edited and its number changes.'),
  }),
})
