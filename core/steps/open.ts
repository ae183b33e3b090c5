import type { Facts } from '../facts.ts'
import type { Option } from '../kinds/schemas/fields.ts'
import type { Poll, Step, Workshop } from '../workshop.ts'
import type { PollStep } from './step.ts'
import { newTally } from '../kinds/kinds.ts'
import { hasOptions } from '../kinds/shared/with-options.ts'
import { isAhead } from '../pace.ts'
import { optionsToTake } from '../polls/options.ts'
import { change } from '../polls/rounds.ts'
import { allRounds, currentRound, hasBallots } from '../workshop.ts'
import { unreveal } from './back.ts'
import { showResults } from './reveal.ts'

/** [B8] */
export const ENDED = 'The workshop has ended. Undo the end to vote.'

export const open: PollStep = {
  about: 'Opens the current round for ballots.',
  isVoting: true,
  whyNot({ voting, lacksOptions }, { ended }) {
    if (ended)
      return ENDED
    if (voting === 'open')
      return 'Voting is open already.'
    return lacksOptions ? 'There are no options yet: they come from earlier polls. Reveal a result of those first.' : null
  },
  facts: optionsToTake,
  take: openRound,
  takeBack(poll, before) {
    const round = currentRound(poll)
    round.voting = before.voting
    unreveal(round, before)
    giveOptionsBack(poll, before)
    // Otherwise the next click on its slide would open it again.
    poll.waits = before.voting === 'idle'
  },
}

/** Opens the current round, with options taken from other polls if there are any. */
export function openRound(workshop: Workshop, poll: Poll, { options }: Pick<Facts, 'options'> = {}): void {
  if (options)
    takeOptions(poll, options)
  const round = change(workshop, poll)
  poll.waits = false
  round.voting = 'open'
  if (poll.def.live && !isAhead(workshop, poll))
    showResults(round)
}

/** Restores the options from before the opening, so that the poll takes new ones when it opens again. */
function giveOptionsBack(poll: Poll, { options }: Step['before']): void {
  if (hasOptions(poll.def) && poll.def.from && options !== null && options !== poll.def.options && !hasBallots(poll))
    takeOptions(poll, options)
}

/** [O1] */
function takeOptions(poll: Poll, options: Option[]): void {
  if (!hasOptions(poll.def))
    return
  poll.def = { ...poll.def, options }
  for (const round of allRounds(poll))
    round.tally = newTally(poll.def)
}
