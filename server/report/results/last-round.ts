import type { Poll, Round } from '../../../core/workshop.ts'

/**
 * The last round with votes that the room has seen; undefined if there is none.
 * @param hidden also one that it was never shown
 */
export function lastRoundOf({ rounds }: Poll, hidden: boolean): Round | undefined {
  return rounds.findLast(({ revealed, tally }) => (revealed || hidden) && tally.voters > 0)
}
