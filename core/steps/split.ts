import type { PollStep } from './step.ts'
import { change } from '../polls/rounds.ts'
import { isSplittable } from '../views/roles.ts'

/** [G1] */
export const split: PollStep = {
  about: 'Shows the result by role, for groups that are large enough.',
  whyNot({ def, split }, { roles }) {
    if (!roles)
      return 'This workshop asks nobody for a role; list some in its settings.'
    if (!isSplittable(def))
      return 'This kind of poll has no result by role.'
    return split ? 'The result is shown by role already.' : null
  },
  take(workshop, poll) {
    change(workshop, poll)
    poll.split = true
  },
  takeBack(poll, { split }) {
    poll.split = split
  },
}

export const merge: PollStep = {
  about: 'Shows the result of all roles together again.',
  whyNot: ({ split }) => split ? null : 'The result is not shown by role.',
  take(workshop, poll) {
    change(workshop, poll)
    poll.split = false
  },
  takeBack(poll, { split }) {
    poll.split = split
  },
}
