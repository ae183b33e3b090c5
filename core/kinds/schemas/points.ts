import { z } from 'zod'
import { byOption, close, enough, row, voters, withOptions } from './fields.ts'

export const pointsSchemas = {
  def: z.strictObject({
    ...withOptions,
    kind: z.literal('points'),
    points: z.int().min(2).max(1000).default(100).describe('Points that one attendee divides.'),
    step: z.int().min(1).max(100).default(10).describe('Points that one tap moves.'),
  }).superRefine(enough(2)).meta({ id: 'PointsPoll' }),

  answer: z.strictObject({
    kind: z.literal('points'),
    points: byOption(z.int().min(1).max(1000)).describe('Points by option id.'),
  }).meta({ id: 'PointsAnswer' }),

  result: z.strictObject({
    kind: z.literal('points'),
    voters,
    rows: z.array(z.strictObject({
      ...row,
      count: z.int().min(0).describe('Points.'),
      share: z.number().min(0).max(1).describe('Of all points that were given.'),
    }).meta({ id: 'PointsRow' })).describe('One for each option, in the poll\'s own order.'),
    close,
  }).meta({ id: 'PointsResult' }),
}

export type PointsPoll = z.infer<typeof pointsSchemas.def>
export type PointsAnswer = z.infer<typeof pointsSchemas.answer>
export type PointsResult = z.infer<typeof pointsSchemas.result>
export type PointsRow = PointsResult['rows'][number]
