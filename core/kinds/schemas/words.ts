import { z } from 'zod'
import { optionId, voters, withModeration, written } from './fields.ts'

export const wordsSchemas = {
  def: z.strictObject({
    ...withModeration,
    kind: z.literal('words'),
    max: z.int().min(1).max(10).default(3).describe('Words that one attendee may send.'),
  }).meta({ id: 'WordsPoll' }),

  answer: z.strictObject({
    kind: z.literal('words'),
    words: z.array(optionId).max(100).describe('The words.'),
  }).meta({ id: 'WordsAnswer' }),

  result: z.strictObject({
    kind: z.literal('words'),
    voters,
    rows: z.array(written.row).describe('One for each word, in the order in which they came; its id is its key.'),
    left: written.left,
  }).meta({ id: 'WordsResult' }),
}

export type WordsPoll = z.infer<typeof wordsSchemas.def>
export type WordsAnswer = z.infer<typeof wordsSchemas.answer>
export type WordsResult = z.infer<typeof wordsSchemas.result>
