import type { PollDef, Result } from '../kinds/kinds.ts'
import type { PollView, RoleResult } from '../protocol/down.ts'
import type { VoteState } from './vote-state.ts'
import { voteStateOf } from './vote-state.ts'

/** A poll as far as the room has seen it, for what sums up. */
export interface SeenPoll {
  def: PollDef
  /** The last result that the room was shown; undefined if there is none. */
  result: Result | undefined
  /** The same by role; undefined if it is not shown so. */
  byRole: readonly RoleResult[] | undefined
  /** Why there is no result, if there is none. */
  state: VoteState
}

/**
 * What the room has seen of a poll: the current result if it is shown, else an earlier one. It is the same on the facilitator's
 * slides, and stays until a further round shows votes. [S3] [V6]
 * @param isRecord the view is a record's: its result is the one to print
 */
export function seenPoll(view: PollView, isRecord: boolean): SeenPoll {
  const isShown = isRecord || (view.results === 'shown' && view.voters > 0)
  const { result, byRole } = isShown ? view : view.earlier ?? {}
  return { def: view.def, result, byRole, state: voteStateOf(view) }
}
