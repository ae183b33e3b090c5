import type { PollView } from '../protocol/down.ts'

/** What became of a vote without a result to show. `pending`: it is still open. */
export type VoteState = 'unasked' | 'pending' | 'nobody' | 'unrevealed'

/**
 * Why a poll has no result to show: it was never opened, is still open, nobody voted, or the result was not revealed. Does not tell how
 * many voted. [V8]
 */
export function voteStateOf(view: Pick<PollView, 'voting' | 'voters' | 'no' | 'result'> | undefined): VoteState {
  if (!view || (view.voting === 'idle' && view.voters === 0))
    return 'unasked'
  if (view.voting === 'open')
    return 'pending'
  // The votes of earlier rounds are not counted here.
  const mayHaveVotes = view.voters > 0 || (view.no > 1 && !view.result)
  return mayHaveVotes ? 'unrevealed' : 'nobody'
}
