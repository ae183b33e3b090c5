import type { PollStep } from './step.ts'
import { rulesOf } from '../kinds/kinds.ts'
import { change, newRound } from '../polls/rounds.ts'
import { takeRoundsBack } from './back.ts'
import { ENDED, openRound } from './open.ts'

/** [B7] */
export const repeat: PollStep = {
  about: 'Closes the current round, keeps it for comparison, and opens a further one.',
  isVoting: true,
  returnsBallots: true,
  whyNot({ voters }, { ended }) {
    if (ended)
      return ENDED
    return voters > 0 ? null : 'A further round needs votes in this one.'
  },
  take(workshop, poll) {
    const round = change(workshop, poll)
    if (round.voting === 'open')
      round.voting = 'closed'
    const next = poll.undone.find(({ no }) => no === round.no + 1) ?? newRound(poll.def, round.no + 1, workshop)
    next.results = 'hidden'
    // Approved words stay approved in the next round.
    if (rulesOf(poll.def).writing?.words)
      next.judgements = new Map([...next.judgements, ...round.judgements])
    poll.setAside = null
    poll.undone = poll.undone.filter(other => other !== next)
    poll.rounds.push(next)
    openRound(workshop, poll)
  },
  takeBack(poll, before) {
    const further = takeRoundsBack(poll, before)
    if (further.ballots.size > 0)
      poll.undone.push(further)
  },
}
