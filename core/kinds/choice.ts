import type { AnswerRules, Kind } from './kind.ts'
import type { OptionsTally } from './with-options.ts'
import { z } from 'zod'
import { enough, optionId, row, slug, voters, withOptions } from './fields.ts'
import { pure } from './kind.ts'
import { ranked } from './ranks.ts'
import { give, isKnown, listProblem, newOptionsTally, optionCount, sameSet, shareOf } from './with-options.ts'

export const choiceSchemas = /* @__PURE__ */ pure(() => ({
  def: z.strictObject({
    ...withOptions,
    kind: z.literal('choice'),
    max: z.int().min(1).default(1).describe('How many options one attendee may pick.'),
    right: z.array(slug).min(1).optional().describe('For a quiz: the ids of the right options. Nobody but the facilitator is sent them before the reveal.'),
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
    right: z.strictObject({ options: z.array(z.string()), voters: z.int().min(0) }).optional().describe('A quiz: the right options, and how many named them and no other.'),
  }).meta({ id: 'ChoiceResult' }),
}))

export type ChoicePoll = z.infer<typeof choiceSchemas.def>
export type ChoiceAnswer = z.infer<typeof choiceSchemas.answer>
export type ChoiceResult = z.infer<typeof choiceSchemas.result>
export type ChoiceRow = ChoiceResult['rows'][number]
/** With the ballots that name the right options of a quiz and no other. */
export type ChoiceTally = OptionsTally<'choice'> & { right: number }

export const choiceAnswers: AnswerRules<ChoicePoll, ChoiceAnswer> = {
  empty: { kind: 'choice', options: [] },
  isEmpty: ({ options }) => options.length === 0,
  named: ({ options }) => options,
  prune(def, { options }) {
    const known = options.filter(id => isKnown(def, id))
    return { kind: 'choice', options: known.length > def.max ? [] : known }
  },
}

/** Some of the options, picked. */
export const choice = /* @__PURE__ */ pure((): Kind<ChoicePoll, ChoiceAnswer, ChoiceTally, ChoiceResult> => ({
  ...choiceAnswers,
  problem: (def, { options }) => listProblem(def, options, def.max, 'Pick'),
  isSame: (one, other) => sameSet(one.options, other.options),
  newTally: def => ({ ...newOptionsTally(def, 1), right: 0 }),

  count(def, tally, { options }, by) {
    for (const id of options)
      give(tally, id, 1, by)
    if (def.right && sameSet(def.right, options))
      tally.right += by
  },

  // [R1] [R11]
  result({ options, right }, tally) {
    const rows = options.map(({ id }): ChoiceRow => {
      const { voters } = tally.options.get(id)!
      return { id, count: voters, voters, share: shareOf(voters, tally.voters), rank: null }
    })
    return { kind: 'choice', voters: tally.voters, rows: ranked(rows, ({ count }) => count), ...right && { right: { options: right, voters: tally.right } } }
  },

  hasShift: true,
  given: ({ options }, id) => options.includes(id) ? 1 : undefined,
  byRole: {
    ids: ({ options }) => options.map(({ id }) => id),
    isRated: false,
    valueOf: ({ rows }, id) => rows.find(row => row.id === id)!.share,
  },
  worth: (_, { voters }) => voters,
  withoutSecret: ({ right: _, ...def }) => def,

  complaints(def) {
    const { count, has } = optionCount(def)
    const again = def.right?.findIndex((id, index) => def.right!.indexOf(id) < index) ?? -1
    return [
      ...def.max > count ? [[['max'], `lets an attendee pick ${def.max}, but the poll ${has}; write ${count} or less`] satisfies [string[], string]] : [],
      ...again >= 0 ? [[['right', again], `names "${def.right![again]}" a second time; take one of them out`] satisfies [PropertyKey[], string]] : [],
    ]
  },
  fromUnnamed: options => ({ kind: 'choice', options: options as string[] }),
}))
