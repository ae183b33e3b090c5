import type { Round } from '../workshop.ts'
import type { PollStep } from './step.ts'
import { change } from '../polls/rounds.ts'
import { currentRound } from '../workshop.ts'
import { unreveal } from './back.ts'

export const reveal: PollStep = {
  about: 'Shows the current round\'s results on phones and screens; on screens they move with every ballot while the round is open.',
  whyNot({ voting, results, ahead }) {
    // [W2]
    if (ahead)
      return 'It is being answered beforehand. Start the workshop first.'
    if (voting === 'idle')
      return 'There is nothing to reveal yet: open the voting first.'
    return results === 'hidden' ? null : 'The results are shown already.'
  },
  take: (workshop, poll) => showResults(change(workshop, poll)),
  takeBack: (poll, before) => unreveal(currentRound(poll), before),
}

export const hide: PollStep = {
  about: 'Hides the current round\'s results again.',
  whyNot: ({ results }) => results === 'shown' ? null : 'The results are hidden already.',
  take(workshop, poll) {
    change(workshop, poll).results = 'hidden'
  },
  takeBack: (poll, before) => unreveal(currentRound(poll), before),
}

export function showResults(round: Round): void {
  round.results = 'shown'
  round.revealed = true
}
