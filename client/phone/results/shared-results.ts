import type { Action } from '../../../core/actions/schema.ts'
import type { Answer } from '../../../core/kinds/kinds.ts'
import type { PollView } from '../../../core/protocol/down.ts'

/** The results as an attendee may read them. */
export interface SharedResults {
  title: string
  /** Milliseconds since 1970. */
  startedAt: number
  actions: readonly Action[]
  /** Those with votes that the room was shown, in the order of the run, each with the attendee's answer in that round. */
  polls: { view: PollView, answer: Answer | null }[]
}
