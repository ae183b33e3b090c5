import { z } from 'zod'
import { close, enough, optionId, row, spread, voters, withOptions } from './fields.ts'

export const rankSchemas = {
  def: z.strictObject({
    ...withOptions,
    kind: z.literal('rank'),
    top: z.int().min(1).max(20).optional().describe('How many options one attendee ranks; all when left out.'),
  }).superRefine(enough(2)).meta({ id: 'RankPoll' }),

  answer: z.strictObject({
    kind: z.literal('rank'),
    order: z.array(optionId).max(100).describe('Option ids, the first place first.'),
  }).meta({ id: 'RankAnswer' }),

  result: z.strictObject({
    kind: z.literal('rank'),
    voters,
    rows: z.array(z.strictObject({
      ...row,
      count: z.int().min(0).describe('Borda points: the last place is worth 1, every place above it one more.'),
      share: z.number().min(0).max(1).describe('Points ÷ the maximum.'),
      mean: z.number().nullable().describe('The mean place, from 1; null where nobody ranked it.'),
      ...spread,
      inPairs: z.enum(['beats every other', 'first']).optional().describe('Set if options compared in pairs (Schulze\'s method) have other winners than points do: on these winners.'),
    }).meta({ id: 'RankRow' })).describe('One for each option, in the poll\'s own order.'),
    close,
  }).meta({ id: 'RankResult' }),
}

export type RankPoll = z.infer<typeof rankSchemas.def>
export type RankAnswer = z.infer<typeof rankSchemas.answer>
export type RankResult = z.infer<typeof rankSchemas.result>
export type RankRow = RankResult['rows'][number]
