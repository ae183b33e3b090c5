import type { PointsAnswer, PointsPoll, PointsResult, PointsRow } from './schemas/points.ts'
import type { AnswerRules, Complaint, Kind } from './shared/kind.ts'
import type { OptionsTally } from './shared/with-options.ts'
import { pure } from './shared/kind.ts'
import { ranked } from './shared/ranks.ts'
import { giveEach, newOptionsTally, numbersProblem, onlyKnown, optionIds, rowOf, sameRecord, shareOf, strangerProblem, sum, weighted } from './shared/with-options.ts'

export type { PointsAnswer, PointsPoll, PointsResult, PointsRow } from './schemas/points.ts'

/** The length of an option's bar, from 0 to 1: it is full if every voter gave the option all points. [R5] */
export function reachOf(def: PointsPoll, { count }: { count: number }, voters: number): number {
  return count / def.points / voters
}

export const pointsAnswers: AnswerRules<PointsPoll, PointsAnswer> = {
  empty: { kind: 'points', points: {} },
  isEmpty: ({ points }) => Object.keys(points).length === 0,
  named: ({ points }) => Object.keys(points),
  prune(def, { points }) {
    const known = onlyKnown(def, points)
    return { kind: 'points', points: sum(Object.values(known)) <= def.points ? known : {} }
  },
}

/** Attendees divide a number of points among options. */
export const points = /* @__PURE__ */ pure((): Kind<PointsPoll, PointsAnswer, OptionsTally<'points'>, PointsResult> => ({
  ...pointsAnswers,
  problem(def, { points }) {
    const numbers = Object.values(points)
    return strangerProblem(def, Object.keys(points))
      ?? numbersProblem(numbers, def.points)
      ?? (sum(numbers) > def.points ? `There are ${def.points} points to divide.` : null)
  },
  isSame: (one, other) => sameRecord(one.points, other.points),
  newTally: def => newOptionsTally(def, def.points),
  count: (_, tally, { points }, by) => giveEach(tally, points, by),

  // [R8]
  result({ options }, tally) {
    const rows = options.map(({ id }) => {
      const { voters, byNumber } = tally.options.get(id)!
      return { id, count: weighted(byNumber.slice(1), points => points), voters }
    })
    const given = sum(rows.map(({ count }) => count))
    return { kind: 'points', voters: tally.voters, rows: ranked(rows.map((row): PointsRow => ({ ...row, share: shareOf(row.count, given), rank: null })), ({ count }) => count) }
  },

  taps: ({ points, step }) => Math.ceil(points / step),
  hasShift: true,
  given: ({ points }, id) => points[id],
  byRole: {
    ids: optionIds,
    isRated: false,
    // Points for each voter of the role.
    valueOf: (result, id) => rowOf(result, id).count / result.voters,
  },
  amount: {
    count: ({ count }) => count,
    most: ({ points }) => points,
    given: (_, { points }, id) => points[id] ?? 0,
  },
  cells: ({ share }) => ({ share }),

  complaints(def, written): Complaint[] {
    const field = written.has('step') ? 'step' : 'points'
    const fitting = Math.max(...divisors(def.points).filter(step => step <= Math.max(1, Math.min(def.step, def.points / 2))))
    return def.points % def.step === 0 ? [] : [[[field], `${def.points} points cannot be given away ${def.step} at a time; write step: ${fitting}`]]
  },
  fromUnnamed: points => ({ kind: 'points', points: points as Record<string, number> }),
}))

function divisors(number: number): number[] {
  return Array.from({ length: number }, (_, index) => index + 1).filter(divisor => number % divisor === 0)
}
