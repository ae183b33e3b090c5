import type { Poll, Round, Step } from '../workshop.ts'
import { currentRound } from '../workshop.ts'

/** Restores what the room saw of a round. */
export function unreveal(round: Round, { results, revealed }: Step['before']): void {
  round.results = results
  round.revealed = revealed
}

/**
 * Restores a poll's rounds, the last one as it was.
 * @returns the round that was the current one
 */
export function takeRoundsBack(poll: Poll, before: Step['before']): Round {
  const left = currentRound(poll)
  poll.rounds = [...before.rounds]
  poll.setAside = before.setAside
  poll.waits = before.waits
  const back = currentRound(poll)
  back.voting = before.voting
  unreveal(back, before)
  return left
}
