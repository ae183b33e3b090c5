import { z } from 'zod'
import { common, voters } from './fields.ts'

const number = z.number().min(-1e9).max(1e9)
const bin = z.strictObject({
  from: number.describe('The bin\'s lowest answer.'),
  count: z.int().min(0).describe('Ballots from there to the next bin.'),
}).meta({ id: 'Bin' })

export const estimateSchemas = {
  def: z.strictObject({
    ...common,
    kind: z.literal('estimate'),
    unit: z.string().min(1).max(24).optional().describe('What the number counts, such as `minutes`.'),
    min: number.default(0).describe('The lowest answer.'),
    max: number.default(100).describe('The highest answer.'),
    step: number.positive().default(1).describe('Answers are `min` plus a multiple of this.'),
    right: number.optional().describe('For a quiz: the right number. Before the reveal it is sent to the facilitator only.'),
    within: number.min(0).optional().describe('For a quiz: how far off still counts as right; 0 when left out.'),
  }).superRefine(({ min, max, right, within }, ctx) => {
    if (min >= max)
      ctx.addIssue({ code: 'custom', path: ['max'], message: `has to be more than min, which is ${min}` })
    if (right !== undefined && (right < min || right > max))
      ctx.addIssue({ code: 'custom', path: ['right'], message: `is not a possible answer: answers are from ${min} to ${max}` })
    if (right === undefined && within !== undefined)
      ctx.addIssue({ code: 'custom', path: ['within'], message: 'needs right; say which number is right, or take this out' })
  }).meta({ id: 'EstimatePoll' }),

  answer: z.strictObject({
    kind: z.literal('estimate'),
    number: number.nullable().describe('Null: no answer.'),
  }).meta({ id: 'EstimateAnswer' }),

  result: z.strictObject({
    kind: z.literal('estimate'),
    voters,
    rows: z.array(z.strictObject({
      id: z.literal('estimate'),
      label: z.string().describe('The unit.'),
      voters,
      rank: z.null(),
      median: number.describe('The middle answer, or the mean of the middle two.'),
      lowerQuartile: number.describe('A quarter of the answers are not above it.'),
      upperQuartile: number.describe('A quarter of the answers are not below it.'),
    }).meta({ id: 'EstimateRow' })).max(1).describe('One, once there is an answer.'),
    bins: z.array(bin).describe('Bins of equal width, from the lowest answer to the highest; in a quiz they include the right answers.'),
    width: number.positive().describe('The width of a bin.'),
    right: z.strictObject({ number, within: number, voters: z.int().min(0) }).optional().describe('A quiz: the right number, how far off still counts, and how many were right.'),
  }).meta({ id: 'EstimateResult' }),
}

export type EstimatePoll = z.infer<typeof estimateSchemas.def>
export type EstimateAnswer = z.infer<typeof estimateSchemas.answer>
export type EstimateResult = z.infer<typeof estimateSchemas.result>
