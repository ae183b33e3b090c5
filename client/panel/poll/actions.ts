import type { PollCommandType } from '../../../core/poll-command.ts'
import type { PollView } from '../../../core/protocol/down.ts'
import type { Around } from '../../../core/why-not.ts'
import { whyNot } from '../../../core/why-not.ts'

/** The commands about the poll on screen. */
export type ActionCommand = PollCommandType | 'step:undo'

/** An action on the poll on screen. */
export interface Action {
  command: ActionCommand
  label: string
  /** Its shortcut. */
  key: string | null
  /** Why the server would refuse it now, in words; null if it would not. */
  refused: string | null
  /** The confirmation question, if it removes something; null if it needs none. */
  asks: string | null
}

export interface Actions {
  /** The action on the voting, then the one on the results. Their positions never change. */
  primary: Action[]
  secondary: Action[]
  /** Undoes the last step. */
  undo: Action
  /** The usual next step; null if it is the next slide. */
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
/** Hidden unless they are possible. */
const AT_TIMES: PollCommandType[] = ['poll:split', 'poll:merge']

/** The actions on a poll, and the one to highlight. */
export function actionsOf(poll: PollView, around: Around): Actions {
  const action = (command: PollCommandType): Action => ({
    command,
    label: labelOf(poll, command),
    key: KEYS[command],
    refused: whyNot(poll, around, command),
    asks: questionBefore(poll, command),
  })
  // Fixed positions: pressing one button must not swap the one next to it.
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

/** The names of steps on the undo button. */
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

/** Asks before interrupting many voters, even though it can be undone. */
function questionBefore({ voting, no, voters }: PollView, command: PollCommandType): string | null {
  if (command === 'poll:reset')
    return `Reset: ${voters === 0 ? 'the round starts anew' : voters === 1 ? '1 ballot is set aside' : `${voters} ballots are set aside`}.`
  return command === 'poll:repeat' && voting === 'open' ? `Round ${no + 1}: round ${no} closes and is kept.` : null
}
