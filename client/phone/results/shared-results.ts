import type { Action } from '../../../core/actions/schema.ts'
import type { PollView } from '../../../core/protocol/down.ts'

/** The results as all attendees may read them. */
export interface SharedResults {
  title: string
  /** Milliseconds since 1970. */
  startedAt: number
  actions: readonly Action[]
  /** Those with votes that the room was shown, in the order of the run. */
  polls: PollView[]
}
