import type { AnswerRules, Kind } from './kind.ts'
import type { ScaleAnswer, ScalePoll, ScaleResult, ScaleRow } from './schemas/scale.ts'
import type { OptionsTally } from './with-options.ts'
import { distinct } from './complaints.ts'
import { pure } from './kind.ts'
import { ranked } from './ranks.ts'
import { giveEach, newOptionsTally, numbersProblem, onlyKnown, optionIds, rowOf, sameRecord, spreadOf, strangerProblem, sum } from './with-options.ts'

export type { ScaleAnswer, ScalePoll, ScaleResult, ScaleRow } from './schemas/scale.ts'

export const scaleAnswers: AnswerRules<ScalePoll, ScaleAnswer> = {
  empty: { kind: 'scale', levels: {} },
  isEmpty: ({ levels }) => Object.keys(levels).length === 0,
  named: ({ levels }) => Object.keys(levels),
  prune(def, { levels }) {
    const known = onlyKnown(def, levels)
    return { kind: 'scale', levels: Object.values(known).every(level => level <= def.levels.length) ? known : {} }
  },
}

/** Options, each rated on the same levels. */
export const scale = /* @__PURE__ */ pure((): Kind<ScalePoll, ScaleAnswer, OptionsTally<'scale'>, ScaleResult> => ({
  ...scaleAnswers,
  problem: (def, { levels }) => strangerProblem(def, Object.keys(levels)) ?? numbersProblem(Object.values(levels), def.levels.length),
  isSame: (one, other) => sameRecord(one.levels, other.levels),
  newTally: def => newOptionsTally(def, def.levels.length),
  count: (_, tally, { levels }, by) => giveEach(tally, levels, by),

  // [R3] [R6]
  result({ options, levels }, tally) {
    const highest = levels.length
    const rows = options.map(({ id }): ScaleRow => {
      const { voters, byNumber } = tally.options.get(id)!
      const distribution = byNumber.slice(1)
      if (voters === 0)
        return { id, voters, share: 0, rank: null, mean: null, deviation: null, distribution }
      const { mean, deviation } = spreadOf(distribution, level => level)
      return { id, voters, share: (mean - 1) / (highest - 1), rank: null, mean, deviation, distribution, agreement: 1 - deviation / ((highest - 1) / 2) }
    })
    return { kind: 'scale', voters: tally.voters, rows: ranked(rows, ({ share }) => share) }
  },

  hasShift: true,
  given: ({ levels }, id) => levels[id],
  byRole: {
    ids: optionIds,
    isRated: true,
    valueOf: (result, id) => rowOf(result, id).mean,
  },
  columns: ['mean', 'deviation', 'distribution', 'agreement'],
  cells: ({ mean, deviation, distribution, agreement }) => ({ mean, deviation, distribution: distribution.join(' '), agreement }),
  complaints: def => distinct(def.levels, index => ['levels', index]),
  fromUnnamed: levels => ({ kind: 'scale', levels: levels as Record<string, number> }),
}))

export interface Standing {
  /** Mean of the options' means, in levels from 1. */
  mean: number
  /** The mean's place between the lowest level, 0, and the highest, 1. */
  share: number
  /** The highest level. */
  levels: number
  voters: number
}

/** How the room rated a whole scale; null where its result is not visible or nobody voted. [S1] */
export function standingOf(poll: { def: { kind: string }, result?: { kind: string } | undefined } | undefined): Standing | null {
  if (!poll || !isScale(poll.def) || !isScaleResult(poll.result))
    return null
  const means = poll.result.rows.flatMap(({ mean }) => mean ?? [])
  if (means.length === 0)
    return null
  const mean = sum(means) / means.length
  const levels = poll.def.levels.length
  return { mean, share: (mean - 1) / (levels - 1), levels, voters: poll.result.voters }
}

function isScale(def: { kind: string }): def is ScalePoll {
  return def.kind === 'scale'
}

function isScaleResult(result: { kind: string } | undefined): result is ScaleResult {
  return result?.kind === 'scale'
}
