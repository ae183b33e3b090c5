import { z } from 'zod'
import { pollId, slug } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

/** Made by the sender, as command ids are. */
const postId = z.string().regex(/^[\w-]{8,64}$/, 'use 8 to 64 letters, digits, - and _')
const few = (record: object) => Object.keys(record).length <= 100
/** In UTF-16 units, which are more than letters; the core counts those. */
const writing = z.string().min(1).max(1000)

export const answer = z.union([
  z.array(z.string().min(1).max(200)).max(100),
  z.record(slug, z.int().min(1).max(1000)).refine(few, 'at most 100 options'),
  z.record(slug, z.tuple([z.int().min(1).max(10), z.int().min(1).max(10)])).refine(few, 'at most 100 options'),
  z.strictObject({
    posts: z.array(z.strictObject({ id: postId, text: writing })).max(20),
    wanted: z.array(postId).max(200),
  }),
]).meta({ id: 'Answer', description: '`choice`: the picked option ids. `rank`: option ids, the first place first. `words`: the words. `dots`: dots by option id. `scale`: levels, counted from 1, by option id. `points`: points by option id. `matrix`: steps to the right and upwards, from 1, by option id. `text` and `board`: what the sender wrote, and the ids of the questions it wants answered. Empty: no ballot.' })

export const ballotCast = upMessage({
  type: 'ballot:cast',
  from: 'attendee',
  about: 'Casts or changes the sender\'s ballot in a round. An empty answer takes it back.',
  refusals: ['seat_needed', 'not_found', 'stale_round', 'not_open', 'invalid_answer'],
  payload: z.strictObject({
    type: z.literal('ballot:cast'),
    id: commandId,
    poll: pollId,
    round: z.string().max(120).describe('The round\'s id as the view gave it, so that a late ballot cannot land in another round.'),
    answer,
    instead: z.array(commandId).max(16).optional().describe('Ids of the sender\'s casts that this one replaces and that were never answered. One of them that comes later counts no more.'),
  }),
})
