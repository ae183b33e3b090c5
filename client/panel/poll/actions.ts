import type { PollView } from '../../../core/protocol/down.ts'
import type { PollCommandType } from '../../../core/steps/names.ts'
import type { Around } from '../../../core/steps/step.ts'
import { steps } from '../../../core/steps/steps.ts'
import { panelSteps } from './panel-steps.ts'

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

const SECONDARY: PollCommandType[] = ['poll:repeat', 'poll:split', 'poll:merge', 'poll:reset']

/** The actions on a poll, and the one to highlight. */
export function actionsOf(poll: PollView, around: Around): Actions {
  const refusedOf = (command: PollCommandType) => steps[command].whyNot(poll, around)
  const action = (command: PollCommandType): Action => {
    const { label, key, asks } = panelSteps[command]
    return { command, label: label(poll), key, refused: refusedOf(command), asks: asks?.(poll) ?? null }
  }
  // Fixed positions: pressing one button must not swap the one next to it.
  const primary: PollCommandType[] = [poll.voting === 'open' ? 'poll:close' : 'poll:open', poll.results === 'shown' ? 'poll:hide' : 'poll:reveal']
  const secondary = SECONDARY.filter(command => !panelSteps[command].onlyWhenAllowed || refusedOf(command) === null)
  return { primary: primary.map(action), secondary: secondary.map(action), undo: undoOf(poll, around), next: nextOf(poll) }
}

function undoOf(poll: PollView, { ended }: Around): Action {
  const { undo } = poll
  return {
    command: 'step:undo',
    label: undo ? `Undo: ${panelSteps[undo.type].name(poll)}` : 'Undo',
    // After the end, the key undoes that.
    key: ended ? null : 'u',
    refused: undo ? undo.refused : 'There is nothing to undo.',
    asks: null,
  }
}

function nextOf({ voting, results, ahead }: PollView): PollCommandType | null {
  if (ahead)
    return null
  if (voting !== 'closed')
    return voting === 'idle' ? 'poll:open' : 'poll:close'
  return results === 'hidden' ? 'poll:reveal' : null
}

/**
 * The outcome of a command, in words that describe the resulting state.
 * @param poll its current state
 */
export function doneWords(command: ActionCommand, poll: PollView): string {
  return command === 'step:undo' ? 'Undone.' : panelSteps[command].done(poll)
}
