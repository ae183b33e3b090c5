import type { PollStep } from './step.ts'
import { change, mergeRounds, newRound } from '../polls/rounds.ts'
import { restoresUnrevealed } from '../rules.ts'
import { currentRound } from '../workshop.ts'
import { takeRoundsBack } from './back.ts'

/** [B6] */
export const reset: PollStep = {
  about: 'Sets the current round aside and starts it anew, empty and idle. `poll:restore` brings it back.',
  isVoting: true,
  whyNot: ({ voting, voters }) => voting === 'idle' && voters === 0 ? 'There is nothing to reset.' : null,
  take(workshop, poll) {
    const round = change(workshop, poll)
    // Otherwise a second reset would lose the votes that the first one set aside.
    if (round.ballots.size > 0 || !poll.setAside)
      poll.setAside = round
    // Keep the ids of posts: a restore may merge the two rounds.
    poll.rounds[poll.rounds.length - 1] = { ...newRound(poll.def, round.no, workshop), posts: round.posts }
  },
  takeBack(poll, before) {
    const newer = takeRoundsBack(poll, before)
    mergeRounds(poll, currentRound(poll), newer)
  },
}

/** [B6] */
export const restore: PollStep = {
  about: 'Undoes the last reset: the ballots return, and newer ones of the same attendees take precedence.',
  returnsBallots: true,
  whyNot: ({ restorable }) => restorable ? null : 'There is no reset to undo.',
  take(workshop, poll) {
    const newer = change(workshop, poll)
    const old = poll.setAside!
    mergeRounds(poll, old, newer)
    if (workshop.ended && old.voting === 'open')
      old.voting = 'closed'
    // Together they hold votes that the room was never shown.
    if (!restoresUnrevealed(workshop.rules))
      old.revealed ||= newer.revealed
    poll.rounds[poll.rounds.length - 1] = old
    poll.setAside = null
  },
}
