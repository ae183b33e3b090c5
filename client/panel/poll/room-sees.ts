import type { PollView } from '../../../core/protocol/down.ts'
import type { ActionCommand } from './actions.ts'
import { isWritten } from '../../../core/kinds/kinds.ts'
import { letThrough } from '../../../core/kinds/written.ts'

/** What a poll's slide shows now. */
type Sight = 'question' | 'no votes yet' | 'nobody' | 'earlier' | 'nothing let through' | 'by role' | 'result'

function sightOf({ voting, results, voters, result, byRole, earlier, def }: PollView): Sight {
  if (voting === 'closed' && voters === 0 && earlier)
    return 'earlier'
  if (results === 'hidden')
    return 'question'
  if (voters === 0)
    return voting === 'open' ? 'no votes yet' : 'nobody'
  if (result && isWritten(def) && letThrough(result).rows.length === 0)
    return 'nothing let through'
  return byRole ? 'by role' : 'result'
}

/** What the room sees of the poll on screen, in a few words. */
export function roomSees(poll: PollView): string {
  switch (sightOf(poll)) {
    case 'question':
      return poll.voting === 'closed' ? 'no results yet' : 'the question'
    case 'no votes yet':
      return 'results, no votes yet'
    case 'nobody':
      return 'that nobody voted'
    case 'earlier':
      return `round ${poll.earlier!.no} again`
    case 'nothing let through':
      return 'nothing let through yet'
    case 'by role':
      return poll.byRole!.length === 0 ? 'why no role is shown' : 'results by role'
    case 'result':
      return isWritten(poll.def) ? 'what you let through' : 'the results'
  }
}

/**
 * The outcome of a command, in words that describe the resulting state.
 * @param poll its current state
 */
export function doneWords(command: ActionCommand, poll: PollView): string {
  const sight = sightOf(poll)
  switch (command) {
    case 'poll:open':
      return poll.results === 'shown' ? 'Voting is open; the room sees the votes come in.' : 'Voting is open.'
    case 'poll:close':
      return sight === 'earlier' ? `Voting is closed without a vote: the room sees round ${poll.earlier!.no} again.` : 'Voting is closed.'
    case 'poll:reveal':
    case 'poll:merge':
    case 'poll:split':
      return command !== 'poll:reveal' && poll.results === 'hidden' ? later(command) : revealed(command, poll, sight)
    case 'poll:hide':
      return sight === 'earlier' ? `The results are hidden: the room sees round ${poll.earlier!.no} again.` : 'The results are hidden.'
    case 'poll:reset':
      return 'The round is reset. Undo brings the ballots back.'
    case 'poll:restore':
      return 'The ballots are back.'
    case 'poll:repeat':
      return `Round ${poll.no} is open; round ${poll.no - 1} is kept.`
    case 'step:undo':
      return 'Undone.'
  }
}

function later(command: ActionCommand): string {
  return command === 'poll:split' ? 'By role, as soon as you reveal it.' : 'All together, as soon as you reveal it.'
}

function revealed(command: ActionCommand, poll: PollView, sight: Sight): string {
  switch (sight) {
    case 'no votes yet':
      return 'The room sees the votes as they come in.'
    case 'nobody':
      return 'Nobody has voted, so there is nothing to see yet.'
    case 'earlier':
      return `Nobody voted in this round: the room sees round ${poll.earlier!.no}.`
    case 'nothing let through':
      return 'The room sees what you let through; that is nothing yet.'
    case 'by role':
      return poll.byRole!.length === 0 ? 'The room sees why no role is shown.' : 'The room sees the results by role.'
    default:
      if (poll.split)
        return poll.voting === 'open' ? 'The room sees all together, and by role once voting is closed.' : 'The room sees the results by role.'
      return command === 'poll:merge' ? 'The room sees the results of all together.' : 'The room sees the results.'
  }
}
