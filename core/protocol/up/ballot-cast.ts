import { z } from 'zod'
import { pollId, slug } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

export const answer = z.union([
  z.array(slug).max(100),
  z.record(slug, z.int().min(1).max(1000)).refine(record => Object.keys(record).length <= 100, 'at most 100 options'),
]).meta({ id: 'Answer', description: '`choice`: the picked option ids. `dots`: dots by option id. `scale`: levels, counted from 1, by option id. Empty: no ballot.' })

export const ballotCast = upMessage({
  type: 'ballot:cast',
  from: 'attendee',
  about: 'Casts or changes the sender\'s ballot in a round. An empty answer takes it back.',
  refusals: ['not_found', 'stale_round', 'not_open', 'invalid_answer'],
  payload: z.strictObject({
    type: z.literal('ballot:cast'),
    id: commandId,
    poll: pollId,
    round: z.string().max(120).describe('The round\'s id as the view gave it, so that a late ballot cannot land in another round.'),
    answer,
  }),
})
