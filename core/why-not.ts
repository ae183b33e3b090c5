import type { PollDef } from './kinds/kinds.ts'
import type { PollCommandType } from './poll-command.ts'
import type { Round } from './workshop.ts'
import { isSplittable } from './views/roles.ts'

/** What decides whether a command is possible: part of both the state and the facilitator's view of a poll. */
export interface PollStanding extends Pick<Round, 'voting' | 'results'> {
  def: PollDef
  /** Voters of the current round. */
  voters: number
  split: boolean
  /** A reset can be undone. */
  restorable?: boolean | undefined
  /** Its options come from other polls, which have no revealed results yet. */
  lacksOptions?: boolean | undefined
}

export interface Around {
  ended: boolean
  /** The workshop asks attendees for a role. */
  roles: boolean
}

/** Why a facilitator's command is not possible now, in words; null if it is. Used by the server and the panel. */
export function whyNot({ def, split, voting, results, voters, restorable, lacksOptions }: PollStanding, { ended, roles }: Around, command: PollCommandType): string | null {
  if (ended && (command === 'poll:open' || command === 'poll:repeat'))
    return 'The workshop has ended. Undo the end to vote.'
  switch (command) {
    case 'poll:open':
      if (voting === 'open')
        return 'Voting is open already.'
      return lacksOptions ? 'There are no options yet: they come from earlier polls. Reveal a result of those first.' : null
    case 'poll:close':
      return voting === 'open' ? null : 'Voting is not open.'
    case 'poll:reveal':
      if (voting === 'idle')
        return 'There is nothing to reveal yet: open the voting first.'
      return results === 'hidden' ? null : 'The results are shown already.'
    case 'poll:hide':
      return results === 'shown' ? null : 'The results are hidden already.'
    case 'poll:reset':
      return voting === 'idle' && voters === 0 ? 'There is nothing to reset.' : null
    case 'poll:restore':
      return restorable ? null : 'There is no reset to undo.'
    case 'poll:split':
      if (!roles)
        return 'This workshop asks nobody for a role; list some in its settings.'
      if (!isSplittable(def))
        return 'This kind of poll has no result by role.'
      return split ? 'The result is shown by role already.' : null
    case 'poll:merge':
      return split ? null : 'The result is not shown by role.'
    case 'poll:repeat':
      return voters > 0 ? null : 'A further round needs votes in this one.'
  }
}
