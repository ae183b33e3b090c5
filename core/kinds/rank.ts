import type { RankAnswer, RankPoll, RankResult, RankRow } from './schemas/rank.ts'
import type { AnswerRules, Complaint, Kind } from './shared/kind.ts'
import type { OptionsTally } from './shared/with-options.ts'
import { pure } from './shared/kind.ts'
import { ranked } from './shared/ranks.ts'
import { give, isKnown, listProblem, newOptionsTally, optionCount, optionIds, rowOf, shareOf, spreadOf, weighted } from './shared/with-options.ts'

export type { RankAnswer, RankPoll, RankResult, RankRow } from './schemas/rank.ts'

/** How many places a ballot assigns. */
export function placesOf({ top, options }: Pick<RankPoll, 'top' | 'options'>): number {
  return Math.min(top ?? options.length, options.length)
}

export const rankAnswers: AnswerRules<RankPoll, RankAnswer> = {
  empty: { kind: 'rank', order: [] },
  isEmpty: ({ order }) => order.length === 0,
  named: ({ order }) => order,
  prune(def, { order }) {
    const known = order.filter(id => isKnown(def, id))
    return { kind: 'rank', order: known.length > placesOf(def) ? [] : known }
  },
}

/** Attendees put options in order. */
export const rank = /* @__PURE__ */ pure((): Kind<RankPoll, RankAnswer, OptionsTally<'rank'>, RankResult> => ({
  ...rankAnswers,
  problem: (def, { order }) => listProblem(def, order, placesOf(def), 'Rank'),
  isSame: (one, other) => one.order.join() === other.order.join(),
  newTally: def => newOptionsTally(def, placesOf(def)),
  count(_, tally, { order }, by) {
    for (let place = 1; place <= order.length; place++)
      give(tally, order[place - 1]!, place, by)
  },

  // [R7]
  result(def, tally) {
    const places = placesOf(def)
    const rows = def.options.map(({ id }): RankRow => {
      const { voters, byNumber } = tally.options.get(id)!
      const distribution = byNumber.slice(1)
      const count = weighted(distribution, place => places - place + 1)
      const spread = voters === 0 ? { mean: null, deviation: null } : spreadOf(distribution, place => place)
      return { id, count, voters, share: shareOf(count, tally.voters * places), rank: null, ...spread, distribution }
    })
    return { kind: 'rank', voters: tally.voters, rows: ranked(rows, ({ count }) => count) }
  },

  taps: def => Math.min(def.top ?? Infinity, optionCount(def).count),
  hasShift: true,
  given: ({ order }, id) => order.indexOf(id) + 1 || undefined,
  byRole: {
    ids: optionIds,
    isRated: true,
    valueOf: (result, id) => rowOf(result, id).mean,
  },
  columns: ['mean', 'deviation', 'distribution'],
  cells: ({ share, mean, deviation, distribution }) => ({ share, mean, deviation, distribution: distribution.join(' ') }),
  amount: {
    count: ({ count }) => count,
    worth: (def, { count }) => count / placesOf(def),
  },

  complaints(def): Complaint[] {
    const { count, has } = optionCount(def)
    return def.top !== undefined && def.top > count ? [[['top'], `asks for ${def.top} places, but the poll ${has}; write ${count} or less, or leave it out`]] : []
  },
  fromUnnamed: order => ({ kind: 'rank', order: order as string[] }),
}))
