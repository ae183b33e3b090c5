import type { EstimateResult } from '../../../core/kinds/estimate.ts'

/** Where numbers stand along a histogram. */
export interface Axis {
  /** Of a number: 0 at the left end, 1 at the right one. */
  placeOf: (number: number) => number
  /** The bins that are labelled, by index: all of them, or every second, every third, … */
  isLabelled: (index: number) => boolean
}

/**
 * @param step of the poll: a bin holds the answers from its first one to one step before the next bin's
 * @param most labels that there is room for
 */
export function axisOf({ bins, width }: Pick<EstimateResult, 'bins' | 'width'>, step: number, most: number): Axis {
  const first = bins[0]?.from ?? 0
  const every = Math.max(1, Math.ceil(bins.length / Math.max(1, most)))
  return {
    // An answer stands in the middle of its own step.
    placeOf: number => (number - first + step / 2) / (bins.length * width),
    isLabelled: index => index % every === 0,
  }
}
