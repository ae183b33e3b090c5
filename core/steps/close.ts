import type { PollStep } from './step.ts'
import { change } from '../polls/rounds.ts'
import { currentRound } from '../workshop.ts'

export const close: PollStep = {
  about: 'Closes the current round.',
  isVoting: true,
  whyNot: ({ voting }) => voting === 'open' ? null : 'Voting is not open.',
  take(workshop, poll) {
    change(workshop, poll).voting = 'closed'
  },
  takeBack(poll, { voting }) {
    currentRound(poll).voting = voting
  },
}
