import type { ChoiceAnswer, ChoicePoll, ChoiceResult, ChoiceRow } from './schemas/choice.ts'
import type { AnswerRules, Kind } from './shared/kind.ts'
import type { OptionsTally } from './shared/with-options.ts'
import { pure } from './shared/kind.ts'
import { ranked } from './shared/ranks.ts'
import { give, isKnown, listProblem, newOptionsTally, optionCount, optionIds, rowOf, sameSet, shareOf } from './shared/with-options.ts'

export type { ChoiceAnswer, ChoicePoll, ChoiceResult, ChoiceRow } from './schemas/choice.ts'

/** `right`: in a quiz, ballots that name all right options and no other. */
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

/** Attendees pick one or more options. */
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

  taps: def => Math.min(def.max, optionCount(def).count),
  hasShift: true,
  given: ({ options }, id) => options.includes(id) ? 1 : undefined,
  byRole: {
    ids: optionIds,
    isRated: false,
    valueOf: (result, id) => rowOf(result, id).share,
  },
  amount: {
    count: ({ count }) => count,
    most: () => 1,
    given: (_, { options }, id) => Number(options.includes(id)),
  },
  right: ({ right }) => right,
  cells: ({ id, share }, right) => ({ share, right: right && (right.options.includes(id) ? 'yes' : 'no') }),
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
