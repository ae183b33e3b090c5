import type { RankAnswer, RankPoll, RankResult, RankRow } from './schemas/rank.ts'
import type { AnswerRules, Complaint, Kind } from './shared/kind.ts'
import type { Pairs } from './shared/schulze.ts'
import type { OptionsTally } from './shared/with-options.ts'
import { pure } from './shared/kind.ts'
import { ranked } from './shared/ranks.ts'
import { condorcetWinner, countPairs, newPairs, schulzeWinners } from './shared/schulze.ts'
import { give, isKnown, listProblem, newOptionsTally, optionCount, optionIds, rowOf, shareOf, spreadOf, weighted } from './shared/with-options.ts'

export type { RankAnswer, RankPoll, RankResult, RankRow } from './schemas/rank.ts'

export type RankTally = OptionsTally<'rank'> & {
  /** The index of every option in `pairs`. */
  indexes: Map<string, number>
  pairs: Pairs
}

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
export const rank = /* @__PURE__ */ pure((): Kind<RankPoll, RankAnswer, RankTally, RankResult> => ({
  ...rankAnswers,
  problem: (def, { order }) => listProblem(def, order, placesOf(def), 'Rank'),
  isSame: (one, other) => one.order.join() === other.order.join(),
  newTally: def => ({
    ...newOptionsTally(def, placesOf(def)),
    indexes: new Map(def.options.map(({ id }, index) => [id, index])),
    pairs: newPairs(def.options.length),
  }),
  count(_, tally, { order }, by) {
    for (let place = 1; place <= order.length; place++)
      give(tally, order[place - 1]!, place, by)
    countPairs(tally.pairs, order.map(id => tally.indexes.get(id)!), by)
  },

  // [R7] [R15]
  result(def, tally) {
    const places = placesOf(def)
    const rows = def.options.map(({ id }): RankRow => {
      const { voters, byNumber } = tally.options.get(id)!
      const distribution = byNumber.slice(1)
      const count = weighted(distribution, place => places - place + 1)
      const spread = voters === 0 ? { mean: null, deviation: null } : spreadOf(distribution, place => place)
      return { id, count, voters, share: shareOf(count, tally.voters * places), rank: null, ...spread, distribution }
    })
    return { kind: 'rank', voters: tally.voters, rows: withPairs(ranked(rows, ({ count }) => count), tally) }
  },

  taps: def => Math.min(def.top ?? Infinity, optionCount(def).count),
  hasShift: true,
  given: ({ order }, id) => order.indexOf(id) + 1 || undefined,
  byRole: {
    ids: optionIds,
    isRated: true,
    valueOf: (result, id) => rowOf(result, id).mean,
  },
  columns: ['mean', 'deviation', 'distribution', 'in_pairs'],
  cells: ({ share, mean, deviation, distribution, inPairs }) => ({ share, mean, deviation, distribution: distribution.join(' '), in_pairs: inPairs }),
  amount: {
    count: ({ count }) => count,
    most: placesOf,
    given: (def, { order }, id) => order.includes(id) ? placesOf(def) - order.indexOf(id) : 0,
  },

  complaints(def): Complaint[] {
    const { count, has } = optionCount(def)
    return def.top !== undefined && def.top > count ? [[['top'], `asks for ${def.top} places, but the poll ${has}; write ${count} or less, or leave it out`]] : []
  },
  fromUnnamed: order => ({ kind: 'rank', order: order as string[] }),
}))

/** Marks who is first in pairs, if that is somebody else than the first by points. */
function withPairs(rows: RankRow[], { pairs, indexes, voters }: RankTally): RankRow[] {
  if (voters === 0)
    return rows
  const best = condorcetWinner(pairs)
  const winners = new Set(best === undefined ? schulzeWinners(pairs) : [best])
  const isFirst = ({ id }: RankRow) => winners.has(indexes.get(id)!)
  return rows.every(row => isFirst(row) === (row.rank === 1))
    ? rows
    : rows.map((row): RankRow => isFirst(row) ? { ...row, inPairs: best === undefined ? 'first' : 'beats every other' } : row)
}
