import { z } from 'zod'
import { close, enough, optionId, row, slug, voters, withOptions } from './fields.ts'

export const choiceSchemas = {
  def: z.strictObject({
    ...withOptions,
    kind: z.literal('choice'),
    max: z.int().min(1).default(1).describe('How many options one attendee may pick.'),
    right: z.array(slug).min(1).optional().describe('For a quiz: the ids of the right options. Before the reveal they are sent to the facilitator only.'),
  }).superRefine(enough(2)).superRefine(({ options, right = [], max }, ctx) => {
    right.forEach((id, index) => {
      if (!options.some(option => option.id === id))
        ctx.addIssue({ code: 'custom', path: ['right', index], message: `there is no option "${id}"; use one of: ${options.map(({ id }) => id).join(', ')}` })
    })
    if (right.length > max)
      ctx.addIssue({ code: 'custom', path: ['right'], message: `names ${right.length} options, but only ${max} may be picked; raise max` })
  }).meta({ id: 'ChoicePoll' }),

  answer: z.strictObject({
    kind: z.literal('choice'),
    options: z.array(optionId).max(100).describe('The ids of the picked options.'),
  }).meta({ id: 'ChoiceAnswer' }),

  result: z.strictObject({
    kind: z.literal('choice'),
    voters,
    rows: z.array(z.strictObject({
      ...row,
      count: z.int().min(0).describe('Picks.'),
      share: z.number().min(0).max(1).describe('Picks ÷ the round\'s voters.'),
    }).meta({ id: 'ChoiceRow' })).describe('One for each option, in the poll\'s own order.'),
    close,
    right: z.strictObject({ options: z.array(z.string()), voters: z.int().min(0) }).optional().describe('A quiz: the right options, and how many named them and no other.'),
  }).meta({ id: 'ChoiceResult' }),
}

export type ChoicePoll = z.infer<typeof choiceSchemas.def>
export type ChoiceAnswer = z.infer<typeof choiceSchemas.answer>
export type ChoiceResult = z.infer<typeof choiceSchemas.result>
export type ChoiceRow = ChoiceResult['rows'][number]
