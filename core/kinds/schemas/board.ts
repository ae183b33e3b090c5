import { z } from 'zod'
import { post, postId, voters, withModeration, written } from './fields.ts'

export const boardSchemas = {
  def: z.strictObject({
    ...withModeration,
    live: withModeration.live.default(true),
    kind: z.literal('board'),
    max: z.int().min(1).max(20).default(5).describe('Questions that one attendee may ask.'),
  }).meta({ id: 'BoardPoll' }),

  answer: z.strictObject({
    kind: z.literal('board'),
    posts: z.array(post).max(20).describe('What the sender asks.'),
    wanted: z.array(postId).max(200).describe('The ids of others\' questions that the sender wants answered.'),
  }).meta({ id: 'BoardAnswer' }),

  result: z.strictObject({
    kind: z.literal('board'),
    voters,
    rows: z.array(written.row).describe('In the order in which they came.'),
    left: written.left,
  }).meta({ id: 'BoardResult' }),
}

export type BoardPoll = z.infer<typeof boardSchemas.def>
export type BoardAnswer = z.infer<typeof boardSchemas.answer>
export type BoardResult = z.infer<typeof boardSchemas.result>
