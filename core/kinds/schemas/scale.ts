import { z } from 'zod'
import { byOption, enough, row, spread, voters, withOptions } from './fields.ts'

export const scaleSchemas = {
  def: z.strictObject({
    ...withOptions,
    kind: z.literal('scale'),
    levels: z.array(z.string().min(1).max(40)).min(2).max(10).describe('The labels of the levels, lowest first. A rating is a level\'s number, counted from 1.'),
  }).superRefine(enough(1)).meta({ id: 'ScalePoll' }),

  answer: z.strictObject({
    kind: z.literal('scale'),
    levels: byOption(z.int().min(1).max(1000)).describe('Levels, counted from 1, by option id.'),
  }).meta({ id: 'ScaleAnswer' }),

  result: z.strictObject({
    kind: z.literal('scale'),
    voters,
    rows: z.array(z.strictObject({
      ...row,
      share: z.number().min(0).max(1).describe('The mean\'s place between the lowest level and the highest.'),
      mean: z.number().nullable().describe('The mean level, from 1; null where nobody rated.'),
      ...spread,
      agreement: z.number().min(0).max(1).optional().describe('1 where all chose the same level, 0 where half chose the lowest and half the highest.'),
    }).meta({ id: 'ScaleRow' })).describe('One for each option, in the poll\'s own order.'),
  }).meta({ id: 'ScaleResult' }),
}

export type ScalePoll = z.infer<typeof scaleSchemas.def>
export type ScaleAnswer = z.infer<typeof scaleSchemas.answer>
export type ScaleResult = z.infer<typeof scaleSchemas.result>
export type ScaleRow = ScaleResult['rows'][number]
