import { z } from 'zod'
import { byOption, close, enough, row, voters, withOptions } from './fields.ts'

export const dotsSchemas = {
  def: z.strictObject({
    ...withOptions,
    kind: z.literal('dots'),
    dots: z.int().min(1).max(20).default(3).describe('Dots that one attendee may spend.'),
    perOption: z.int().min(1).max(20).default(3).describe('Dots that one attendee may put on one option.'),
  }).superRefine(enough(2)).meta({ id: 'DotsPoll' }),

  answer: z.strictObject({
    kind: z.literal('dots'),
    dots: byOption(z.int().min(1).max(1000)).describe('Dots by option id.'),
  }).meta({ id: 'DotsAnswer' }),

  result: z.strictObject({
    kind: z.literal('dots'),
    voters,
    rows: z.array(z.strictObject({
      ...row,
      count: z.int().min(0).describe('Dots.'),
      share: z.number().min(0).max(1).describe('Voters who gave it any ÷ the round\'s voters.'),
    }).meta({ id: 'DotsRow' })).describe('One for each option, in the poll\'s own order.'),
    close,
  }).meta({ id: 'DotsResult' }),
}

export type DotsPoll = z.infer<typeof dotsSchemas.def>
export type DotsAnswer = z.infer<typeof dotsSchemas.answer>
export type DotsResult = z.infer<typeof dotsSchemas.result>
export type DotsRow = DotsResult['rows'][number]
