import { z } from 'zod'
import { byOption, enough, row, voters, withOptions } from './fields.ts'

const axis = z.strictObject({
  label: z.string().min(1).max(24).describe('What the axis measures.'),
  low: z.string().min(1).max(16).default('low').describe('What its lower end means.'),
  high: z.string().min(1).max(16).default('high').describe('What its upper end means.'),
}).meta({ id: 'Axis' })
const corner = z.string().max(20)
const step = z.int().min(1).max(10)

export const matrixSchemas = {
  def: z.strictObject({
    ...withOptions,
    kind: z.literal('matrix'),
    x: axis.default({ label: 'Effort', low: 'low', high: 'high' }).describe('From left to right.'),
    y: axis.default({ label: 'Impact', low: 'low', high: 'high' }).describe('From bottom to top.'),
    corners: z.tuple([corner, corner, corner, corner]).default(['Do now', 'Plan', 'In passing', 'Leave']).describe('The names of the quarters: top left, top right, bottom left, bottom right.'),
  }).superRefine(enough(1)).meta({ id: 'MatrixPoll' }),

  answer: z.strictObject({
    kind: z.literal('matrix'),
    places: byOption(z.tuple([step, step])).describe('Steps to the right and upwards, from 1, by option id.'),
  }).meta({ id: 'MatrixAnswer' }),

  result: z.strictObject({
    kind: z.literal('matrix'),
    voters,
    rows: z.array(z.strictObject({
      ...row,
      share: z.number().min(0).max(1).describe('How near its place is to the top left corner: 1 in that corner, 0 in the opposite one.'),
      place: z.strictObject({ x: z.number(), y: z.number(), deviationX: z.number(), deviationY: z.number() }).meta({ id: 'Place' }).optional().describe('The mean place, in steps from 1, and how far opinions spread (population standard deviations); absent where nobody placed it.'),
      distribution: z.array(z.int().min(0)).describe('Ballots for each cell, row by row from the bottom left.'),
    }).meta({ id: 'MatrixRow' })).describe('One for each option, in the poll\'s own order.'),
  }).meta({ id: 'MatrixResult' }),
}

export type MatrixPoll = z.infer<typeof matrixSchemas.def>
export type MatrixAnswer = z.infer<typeof matrixSchemas.answer>
export type MatrixResult = z.infer<typeof matrixSchemas.result>
export type MatrixRow = MatrixResult['rows'][number]
export type Place = NonNullable<MatrixRow['place']>
