import type { PollCommandType } from '../../../core/poll-command.ts'
import type { PollView } from '../../../core/protocol/down.ts'
import type { Around } from '../../../core/why-not.ts'
import { whyNot } from '../../../core/why-not.ts'

/** What a facilitator's page sends about the poll on screen. */
export type ActionCommand = PollCommandType | 'step:undo'

/** Something a facilitator can do with the poll on screen. */
export interface Action {
  command: ActionCommand
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
  /** Takes the last step back. */
  undo: Action
  /** The step that comes next as a rule; null where that is another slide. */
  next: PollCommandType | null
}

const KEYS: Record<PollCommandType, string | null> = {
  'poll:open': 'v',
  'poll:close': 'v',
  'poll:reveal': 'r',
  'poll:hide': 'r',
  'poll:repeat': '2',
  'poll:restore': null,
  'poll:reset': null,
  'poll:split': 's',
  'poll:merge': 's',
}

const SECONDARY: PollCommandType[] = ['poll:repeat', 'poll:split', 'poll:merge', 'poll:reset']
/** These stand there only when they can be used. */
const AT_TIMES: PollCommandType[] = ['poll:split', 'poll:merge']

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
  return { primary: primary.map(action), secondary: secondary.map(action), undo: undoOf(poll, around), next: nextOf(poll) }
}

function undoOf({ undo, no }: PollView, { ended }: Around): Action {
  return {
    command: 'step:undo',
    label: undo ? `Undo: ${undo.type === 'poll:repeat' ? `round ${no}` : STEPS[undo.type]}` : 'Undo',
    // After the end, the key undoes that.
    key: ended ? null : 'u',
    refused: undo ? undo.refused : 'There is nothing to undo.',
    asks: null,
  }
}

/** Steps, as they are called where they can be undone. */
const STEPS: Record<PollCommandType, string> = {
  'poll:open': 'open',
  'poll:close': 'close',
  'poll:reveal': 'reveal',
  'poll:hide': 'hide',
  'poll:repeat': 'round',
  'poll:restore': 'restore',
  'poll:reset': 'reset',
  'poll:split': 'by role',
  'poll:merge': 'all together',
}

function nextOf({ voting, results }: PollView): PollCommandType | null {
  if (voting !== 'closed')
    return voting === 'idle' ? 'poll:open' : 'poll:close'
  return results === 'hidden' ? 'poll:reveal' : null
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
      return 'Restore votes'
    case 'poll:reset':
      return 'Reset'
  }
}

/** What many are in the middle of is worth a question, though it can be undone. */
function questionBefore({ voting, no, voters }: PollView, command: PollCommandType): string | null {
  if (command === 'poll:reset')
    return `Reset: ${voters === 0 ? 'the round starts anew' : voters === 1 ? '1 ballot is set aside' : `${voters} ballots are set aside`}.`
  return command === 'poll:repeat' && voting === 'open' ? `Round ${no + 1}: round ${no} closes and is kept.` : null
}
