import { z } from 'zod'
import { post, voters, withModeration, written } from './fields.ts'

export const textSchemas = {
  def: z.strictObject({
    ...withModeration,
    kind: z.literal('text'),
    max: z.int().min(1).max(20).default(3).describe('Texts that one attendee may send.'),
  }).meta({ id: 'TextPoll' }),

  answer: z.strictObject({
    kind: z.literal('text'),
    posts: z.array(post).max(20).describe('What the sender wrote.'),
  }).meta({ id: 'TextAnswer' }),

  result: z.strictObject({
    kind: z.literal('text'),
    voters,
    rows: z.array(written.row).describe('In the order in which they came; they have no ranks.'),
    left: written.left,
  }).meta({ id: 'TextResult' }),
}

export type TextPoll = z.infer<typeof textSchemas.def>
export type TextAnswer = z.infer<typeof textSchemas.answer>
export type TextResult = z.infer<typeof textSchemas.result>
