import type { Facts } from '../facts.ts'
import type { PollDef } from '../kinds/kinds.ts'
import type { Poll, Round, Step, Workshop } from '../workshop.ts'

/** What decides whether a command is possible: part of both the state and the facilitator's view of a poll. */
export interface PollStanding extends Pick<Round, 'voting' | 'results'> {
  def: PollDef
  /** Voters of the current round. */
  voters: number
  split: boolean
  /** A reset can be undone. */
  restorable?: boolean | undefined
  /** It is being answered beforehand. */
  ahead?: true | undefined
  /** Its options come from other polls, which have no revealed results yet. */
  lacksOptions?: boolean | undefined
}

export interface Around {
  ended: boolean
  /** The workshop asks attendees for a role. */
  roles: boolean
}

/** Everything that the rules know of one of the facilitator's commands about a poll. */
export interface PollStep {
  /** One sentence for `docs/protocol.md`. */
  about: string
  /** Undoing it changes whether voting is open. */
  isVoting?: true
  /** Ballots cast before may count again. */
  returnsBallots?: true
  /** Why it is not possible now, in words; null if it is. Used by the server and the panel. */
  whyNot: (poll: PollStanding, around: Around) => string | null
  /** What the log stores with the command. [F3] */
  facts?: (workshop: Workshop, poll: Poll) => Facts
  /** Does it, in place. */
  take: (workshop: Workshop, poll: Poll, facts: Facts) => void
  /** Undoes it, in place; ballots cast since then stay. Absent if it is an undo itself. [U1] to [U3] */
  takeBack?: (poll: Poll, before: Step['before']) => void
}
