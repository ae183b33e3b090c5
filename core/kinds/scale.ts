import type { ScaleAnswer, ScalePoll, ScaleResult, ScaleRow } from './schemas/scale.ts'
import type { AnswerRules, Kind } from './shared/kind.ts'
import type { OptionsTally } from './shared/with-options.ts'
import { distinct } from './shared/complaints.ts'
import { pure } from './shared/kind.ts'
import { agreementOf, interpolatedMedian } from './shared/ordinal.ts'
import { ranked } from './shared/ranks.ts'
import { giveEach, newOptionsTally, onlyKnown, optionCount, optionIds, rowOf, sameRecord, spreadOf, strangerProblem, sum } from './shared/with-options.ts'

export type { ScaleAnswer, ScalePoll, ScaleResult, ScaleRow } from './schemas/scale.ts'

export const scaleAnswers: AnswerRules<ScalePoll, ScaleAnswer> = {
  empty: { kind: 'scale', levels: {} },
  isEmpty: ({ levels }) => Object.keys(levels).length === 0,
  named: ({ levels }) => Object.keys(levels),
  prune(def, { levels }) {
    const known = onlyKnown(def, levels)
    return { kind: 'scale', levels: Object.values(known).every(level => isLevel(def, level)) ? known : {} }
  },
}

/** Attendees rate options on the same levels. */
export const scale = /* @__PURE__ */ pure((): Kind<ScalePoll, ScaleAnswer, OptionsTally<'scale'>, ScaleResult> => ({
  ...scaleAnswers,
  problem: (def, { levels }) => strangerProblem(def, Object.keys(levels)) ?? (Object.values(levels).every(level => isLevel(def, level)) ? null : `Each level is a whole number from ${lowest(def)} to ${def.levels.length}.`),
  isSame: (one, other) => sameRecord(one.levels, other.levels),
  newTally: def => newOptionsTally(def, def.levels.length),
  count: (_, tally, { levels }, by) => giveEach(tally, levels, by),

  // [R3] [R6]
  result({ options, levels }, tally) {
    const highest = levels.length
    const rows = options.map(({ id }): ScaleRow => {
      const { voters: all, byNumber: [unsure = 0, ...distribution] } = tally.options.get(id)!
      const voters = all - unsure
      if (voters === 0)
        return { id, voters, unsure, share: 0, rank: null, median: null, mean: null, deviation: null, distribution }
      const median = interpolatedMedian(distribution)
      return { id, voters, unsure, share: (median - 1) / (highest - 1), rank: null, median, ...spreadOf(distribution, level => level), distribution, agreement: agreementOf(distribution) }
    })
    return { kind: 'scale', voters: tally.voters, rows: ranked(rows, ({ share }) => share) }
  },

  taps: def => optionCount(def).count,
  hasShift: true,
  given: ({ levels }, id) => levels[id],
  byRole: {
    ids: optionIds,
    isRated: true,
    valueOf: (result, id) => rowOf(result, id).median,
  },
  levels: ({ levels }) => levels,
  columns: ['interpolated_median', 'mean', 'deviation', 'distribution', 'unsure', 'agreement'],
  cells: ({ share, median, mean, deviation, distribution, unsure, agreement }) => ({ share, interpolated_median: median, mean, deviation, distribution: distribution.join(' '), unsure, agreement }),
  slideDefaults: { levels: ['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree'] },
  complaints: ({ levels, unsure }) => distinct(unsure === undefined ? levels : [...levels, unsure], index => index < levels.length ? ['levels', index] : ['unsure']),
  fromUnnamed: levels => ({ kind: 'scale', levels: levels as Record<string, number> }),
}))

/** The number of levels, from the highest down, that count as good. */
function topLevels({ levels }: Pick<ScalePoll, 'levels'>): number {
  return levels.length > 3 ? 2 : 1
}

/** The labels of these levels, lowest first; none if the poll is no scale. */
export function topLabels(def: { kind: string } | undefined): string[] {
  return def && isScale(def) ? def.levels.slice(-topLevels(def)) : []
}

function lowest({ unsure }: ScalePoll): 0 | 1 {
  return unsure === undefined ? 1 : 0
}

function isLevel(def: ScalePoll, level: number): boolean {
  return Number.isInteger(level) && level >= lowest(def) && level <= def.levels.length
}

export interface Standing {
  /** The share of ratings in the top levels, over all options. */
  share: number
  /** Ratings for each level, the lowest first, over all options. */
  distribution: number[]
  /** All of them. */
  ratings: number
  /** How often somebody could not say; no ratings. */
  unsure: number
  voters: number
}

/** How the room rated a whole scale; null if its result is not visible or nobody voted. [S1] */
export function standingOf(poll: { def: { kind: string }, result?: { kind: string } | undefined } | undefined): Standing | null {
  if (!poll || !isScale(poll.def) || !isScaleResult(poll.result))
    return null
  const { rows, voters } = poll.result
  const top = -topLevels(poll.def)
  const distribution = poll.def.levels.map((_, level) => sum(rows.map(({ distribution }) => distribution[level]!)))
  const ratings = sum(distribution)
  return ratings === 0 ? null : { share: sum(distribution.slice(top)) / ratings, distribution, ratings, unsure: sum(rows.map(({ unsure }) => unsure)), voters }
}

function isScale(def: { kind: string }): def is ScalePoll {
  return def.kind === 'scale'
}

function isScaleResult(result: { kind: string } | undefined): result is ScaleResult {
  return result?.kind === 'scale'
}
