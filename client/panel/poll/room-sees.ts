import type { PollView } from '../../../core/protocol/down.ts'
import { isWritten } from '../../../core/kinds/kinds.ts'
import { letThrough } from '../../../core/kinds/shared/written.ts'

/** What a poll's slide shows now. */
type Sight = 'question' | 'no votes yet' | 'nobody' | 'earlier' | 'nothing let through' | 'by role' | 'result'

export function sightOf({ voting, results, voters, result, byRole, earlier, def }: PollView): Sight {
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
 * What the room sees after a reveal, in a sentence.
 * @param whole what to call a result that is not by role
 */
export function revealedWords(poll: PollView, whole = 'the results'): string {
  switch (sightOf(poll)) {
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
      return `The room sees ${whole}.`
  }
}
