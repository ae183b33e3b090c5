import { z } from 'zod'
import { pollId, slug } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

export const answer = z.union([
  z.array(slug).max(100),
  z.record(slug, z.int().min(1).max(1000)).refine(record => Object.keys(record).length <= 100, 'at most 100 options'),
])

export const ballotCast = upMessage({
  type: 'ballot:cast',
  from: 'attendee',
  about: 'Casts or changes the sender\'s ballot in a round. An empty answer takes it back.',
  payload: z.strictObject({
    type: z.literal('ballot:cast'),
    id: commandId,
    poll: pollId,
    /** The round's id as the view gave it, so that a late ballot cannot land in another round. */
    round: z.string().max(120),
    answer,
  }),
})
