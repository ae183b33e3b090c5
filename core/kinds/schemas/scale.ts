import { z } from 'zod'
import { byOption, enough, row, spread, voters, withOptions } from './fields.ts'

export const scaleSchemas = {
  def: z.strictObject({
    ...withOptions,
    kind: z.literal('scale'),
    levels: z.array(z.string().min(1).max(40)).min(2).max(10).describe('The labels of the levels, lowest first. A rating is a level\'s number, counted from 1.'),
    unsure: z.string().min(1).max(40).optional().describe('What attendees tap who cannot say, such as "Don\'t know": an answer of its own, and no low rating. Left out, there is none.'),
  }).superRefine(enough(1)).meta({ id: 'ScalePoll' }),

  answer: z.strictObject({
    kind: z.literal('scale'),
    levels: byOption(z.int().min(0).max(1000)).describe('Levels, counted from 1, by option id; 0 is `unsure`.'),
  }).meta({ id: 'ScaleAnswer' }),

  result: z.strictObject({
    kind: z.literal('scale'),
    voters,
    rows: z.array(z.strictObject({
      ...row,
      share: z.number().min(0).max(1).describe('The median\'s place between the lowest level and the highest.'),
      unsure: z.int().min(0).describe('Ballots that chose "cannot say". They are not counted as voters.'),
      median: z.number().nullable().describe('The interpolated median, in levels from 1; null if nobody rated it.'),
      mean: z.number().nullable().describe('The mean level, from 1; null if nobody rated it. For tables only: nothing is sorted by it.'),
      ...spread,
      agreement: z.number().min(-1).max(1).optional().describe('Van der Eijk\'s A: 1 if all chose the same level, 0 if they are spread evenly, -1 if half chose the lowest and half the highest.'),
    }).meta({ id: 'ScaleRow' })).describe('One for each option, in the poll\'s own order.'),
  }).meta({ id: 'ScaleResult' }),
}

export type ScalePoll = z.infer<typeof scaleSchemas.def>
export type ScaleAnswer = z.infer<typeof scaleSchemas.answer>
export type ScaleResult = z.infer<typeof scaleSchemas.result>
export type ScaleRow = ScaleResult['rows'][number]
