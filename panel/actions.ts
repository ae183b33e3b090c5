import type { PollView } from '../core/protocol/down.ts'
import type { PollCommandType } from '../core/protocol/up.ts'
import { hasOptions } from '../core/kinds.ts'

/** Something a facilitator can do with the poll on screen. */
export interface Action {
  command: PollCommandType
  label: string
  /** The key that does the same. */
  key: string | null
  /** Why the server would refuse it now, in its words; null when it may go. */
  refused: string | null
  /** What to ask first because it takes something away; null when one tap may do it. */
  asks: string | null
}

export interface Actions {
  /** What there is to do with the voting, then with the results: each has its place and keeps it. */
  primary: Action[]
  secondary: Action[]
  /** The step that comes next as a rule; null where that is another slide. */
  next: PollCommandType | null
}

const KEYS: Record<PollCommandType, string | null> = {
  'poll:open': 'v',
  'poll:close': 'v',
  'poll:reveal': 'r',
  'poll:hide': 'r',
  'poll:repeat': '2',
  'poll:restore': 'u',
  'poll:reset': null,
  'poll:split': 's',
  'poll:merge': 's',
}

const SECONDARY: PollCommandType[] = ['poll:repeat', 'poll:split', 'poll:merge', 'poll:reset', 'poll:restore']
/** These stand there only when they can be used. */
const AT_TIMES: PollCommandType[] = ['poll:restore', 'poll:split', 'poll:merge']

/** What a panel knows of the workshop around the poll. */
export interface Around {
  ended: boolean
  /** The workshop asks attendees for a role. */
  roles: boolean
}

/** What a facilitator can do with a poll now, and what of it stands out. */
export function actionsOf(poll: PollView, around: Around): Actions {
  const action = (command: PollCommandType): Action => ({
    command,
    label: labelOf(poll, command),
    key: KEYS[command],
    refused: whyNot(poll, around, command),
    asks: questionBefore(poll, command),
  })
  // Who presses a button and then the one beside it must not find another there.
  const primary: PollCommandType[] = [poll.voting === 'open' ? 'poll:close' : 'poll:open', poll.results === 'shown' ? 'poll:hide' : 'poll:reveal']
  const secondary = SECONDARY.filter(command => !AT_TIMES.includes(command) || whyNot(poll, around, command) === null)
  return { primary: primary.map(action), secondary: secondary.map(action), next: nextOf(poll) }
}

function nextOf({ voting, results }: PollView): PollCommandType | null {
  if (voting !== 'closed')
    return voting === 'idle' ? 'poll:open' : 'poll:close'
  return results === 'hidden' ? 'poll:reveal' : null
}

/**
 * Why the server would refuse a command, or null. The same answers as `core/decide.ts`, read from a view, because a
 * page has no workshop to ask; the tests hold the two together in every state that can be reached.
 */
export function whyNot({ def, split, voting, results, voters, restorable }: PollView, { ended, roles }: Around, command: PollCommandType): string | null {
  if (ended && (command === 'poll:open' || command === 'poll:repeat'))
    return 'The workshop has ended. Reopen it to vote.'
  switch (command) {
    case 'poll:open':
      return voting === 'open' ? 'Voting is open already.' : null
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
      if (!hasOptions(def) || def.kind === 'matrix')
        return 'This kind of poll has no result by role.'
      return split ? 'The result is shown by role already.' : null
    case 'poll:merge':
      return split ? null : 'The result is not shown by role.'
    case 'poll:repeat':
      return voters > 0 ? null : 'A further round needs votes in this one.'
  }
}

function labelOf({ voting, no }: PollView, command: PollCommandType): string {
  switch (command) {
    case 'poll:open':
      return voting === 'closed' ? 'Reopen' : 'Open voting'
    case 'poll:close':
      return 'Close voting'
    case 'poll:reveal':
      return 'Reveal'
    case 'poll:hide':
      return 'Hide'
    case 'poll:repeat':
      return no === 1 ? 'Second round' : `Round ${no + 1}`
    case 'poll:split':
      return 'By role'
    case 'poll:merge':
      return 'All together'
    case 'poll:restore':
      return 'Undo reset'
    case 'poll:reset':
      return 'Reset'
  }
}

/** A poll keeps one undone reset, and a round that was followed by another never opens again: both are worth a question. */
function questionBefore({ voting, no, voters, restorable }: PollView, command: PollCommandType): string | null {
  const lost = restorable ? ' The earlier reset cannot be undone any more.' : ''
  if (command === 'poll:reset') {
    const aside = voters === 0 ? 'the round starts anew' : voters === 1 ? '1 ballot is set aside' : `${voters} ballots are set aside`
    return `Reset: ${aside}.${lost}`
  }
  if (command === 'poll:repeat' && (voting === 'open' || restorable))
    return `Round ${no + 1}: round ${no} ${voting === 'open' ? 'closes for good' : 'is kept'}.${lost}`
  return null
}
