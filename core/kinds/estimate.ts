import type { EstimateAnswer, EstimatePoll, EstimateResult } from './schemas/estimate.ts'
import type { AnswerRules, Complaint, Kind } from './shared/kind.ts'
import { pure } from './shared/kind.ts'

export type { EstimateAnswer, EstimatePoll, EstimateResult } from './schemas/estimate.ts'

/** Bins of a histogram, at most. */
const MOST_BINS = 16
/** Readable bin widths in steps: these, times a power of ten. */
const WIDTHS = [1, 2, 5]
/** Tolerance for floating-point errors: 0.1 has no exact binary representation. */
const ALMOST = 1e-6

export interface EstimateTally {
  kind: 'estimate'
  /** Ballots with a number. */
  voters: number
  /** The number of ballots for each answer. */
  numbers: Map<number, number>
}

/** Why a number is invalid, in words for the attendee; null if it is valid. */
export function numberProblem({ min, max, step }: EstimatePoll, number: number): string | null {
  if (!(number >= min && number <= max))
    return `Enter a number from ${min} to ${max}.`
  const steps = (number - min) / step
  return Math.abs(steps - Math.round(steps)) < ALMOST ? null : `The numbers here are ${min}, ${rounded(min + step)}, ${rounded(min + 2 * step)} and so on.`
}

export const estimateAnswers: Required<AnswerRules<EstimatePoll, EstimateAnswer>> = {
  empty: { kind: 'estimate', number: null },
  isEmpty: ({ number }) => number === null,
  named: () => [],
  prune: (def, answer) => answer.number === null || numberProblem(def, answer.number) === null ? answer : estimateAnswers.empty,
  problem: (def, { number }) => number === null ? null : numberProblem(def, number),
}

/** Every attendee gives a number. */
export const estimate = /* @__PURE__ */ pure((): Kind<EstimatePoll, EstimateAnswer, EstimateTally, EstimateResult> => ({
  ...estimateAnswers,
  isSame: (one, other) => one.number === other.number,
  newTally: () => ({ kind: 'estimate', voters: 0, numbers: new Map() }),
  count(_, { numbers }, { number }, by) {
    const left = (numbers.get(number!) ?? 0) + by
    if (left === 0)
      numbers.delete(number!)
    else
      numbers.set(number!, left)
  },

  // [R13]
  result(def, tally) {
    const sorted = [...tally.numbers].sort(([a], [b]) => a - b)
    const row = { id: 'estimate' as const, label: def.unit ?? '', voters: tally.voters, rank: null }
    const [lowerQuartile, median, upperQuartile] = [0.25, 0.5, 0.75].map(share => quantile(sorted, tally.voters, share))
    return {
      kind: 'estimate',
      voters: tally.voters,
      rows: tally.voters === 0 ? [] : [{ ...row, median: median!, lowerQuartile: lowerQuartile!, upperQuartile: upperQuartile! }],
      ...binsOf(def, sorted),
      ...def.right !== undefined && { right: rightOf(def.right, def.within, sorted) },
    }
  },

  taps: () => 1,
  hasShift: true,
  byRole: {
    ids: () => ['upperQuartile', 'median', 'lowerQuartile'],
    isRated: false,
    valueOf: ({ rows: [row] }, id) => row?.[id as 'median'] ?? null,
  },
  right: ({ right }) => right,
  columns: ['median', 'lower_quartile', 'upper_quartile'],
  cells: ({ median, lowerQuartile, upperQuartile }) => ({ median, lower_quartile: lowerQuartile, upper_quartile: upperQuartile }),
  withoutSecret: ({ right: _, within: __, ...def }) => def,

  complaints(def): Complaint[] {
    return numberProblem(def, def.max) === null
      ? []
      : [[['step'], `does not lead from ${def.min} to ${def.max} in whole steps; write another step, or another max`]]
  },
}))

type Counted = readonly (readonly [number: number, ballots: number])[]

/** The quantile at `share`, from 0 to 1, interpolated between two answers (type 7 of Hyndman and Fan). */
function quantile(sorted: Counted, voters: number, share: number): number {
  const place = (voters - 1) * share
  const [below, above] = [Math.floor(place), Math.ceil(place)].map(index => answerAt(sorted, index))
  return rounded(below! + (above! - below!) * (place - Math.floor(place)))
}

function answerAt(sorted: Counted, index: number): number {
  let passed = 0
  return sorted.find(([, ballots]) => (passed += ballots) > index)?.[0] ?? 0
}

function rightOf(number: number, within = 0, sorted: Counted): EstimateResult['right'] {
  const voters = sorted.reduce((sum, [answer, ballots]) => sum + (Math.abs(answer - number) <= within + ALMOST ? ballots : 0), 0)
  return { number, within, voters }
}

/** The narrowest bins, 1, 2 or 5 times a power of ten steps wide, of which there are at most `MOST_BINS`. */
function binsOf({ min, max, step, right, within = 0 }: EstimatePoll, sorted: Counted): Pick<EstimateResult, 'bins' | 'width'> {
  const steps = (number: number) => Math.round((number - min) / step)
  const of = [...sorted.map(([number]) => number), ...right === undefined ? [] : [Math.max(min, right - within), Math.min(max, right + within)]]
  if (of.length === 0)
    return { bins: [], width: step }
  const [lowest, highest] = [Math.min(...of), Math.max(...of)].map(steps)
  let width = 1
  for (let power = 1; binCount(lowest!, highest!, width) > MOST_BINS; power *= 10)
    width = WIDTHS.map(digit => digit * power).find(width => binCount(lowest!, highest!, width) <= MOST_BINS) ?? 10 * power
  const first = Math.floor(lowest! / width)
  const bins = Array.from({ length: binCount(lowest!, highest!, width) }, (_, index) => ({ from: rounded(min + (first + index) * width * step), count: 0 }))
  for (const [number, ballots] of sorted)
    bins[Math.floor(steps(number) / width) - first]!.count += ballots
  return { bins, width: rounded(width * step) }
}

function binCount(lowest: number, highest: number, width: number): number {
  return Math.floor(highest / width) - Math.floor(lowest / width) + 1
}

/** Removes floating-point noise, as in 0.1 + 0.2. */
function rounded(number: number): number {
  return Number(number.toPrecision(12))
}
