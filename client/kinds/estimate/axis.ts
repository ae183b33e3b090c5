import type { EstimateResult } from '../../../core/kinds/estimate.ts'

/** The horizontal axis of a histogram. */
export interface Axis {
  /** The position of a number: 0 at the left end, 1 at the right end. */
  placeOf: (number: number) => number
  /** Whether a bin, by index, has a label: all of them do, or every second one, every third one, … */
  isLabelled: (index: number) => boolean
}

/**
 * @param step the poll's: a bin contains the answers from its first one to one step before the next bin's
 * @param most the maximum number of labels
 */
export function axisOf({ bins, width }: Pick<EstimateResult, 'bins' | 'width'>, step: number, most: number): Axis {
  const first = bins[0]?.from ?? 0
  const every = Math.max(1, Math.ceil(bins.length / Math.max(1, most)))
  return {
    // An answer is in the middle of its step.
    placeOf: number => (number - first + step / 2) / (bins.length * width),
    isLabelled: index => index % every === 0,
  }
}
