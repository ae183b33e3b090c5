import { z } from 'zod'
import { pollDef } from '../../poll.ts'
import { downMessage } from './message.ts'
import { result, results, revision, voting } from './shapes.ts'

/** One poll as screens and the facilitator see it. */
export const pollView = z.strictObject({
  rev: revision,
  def: pollDef,
  round: z.string(),
  no: z.int().min(1),
  voting,
  results,
  /** Attendees whose ballot counts in this round. */
  voters: z.int().min(0),
  /** Screens: present when results are shown. The facilitator: always. [V2] */
  result: result.optional(),
  /** The round before, by the same rule. */
  previous: z.strictObject({ no: z.int().min(1), result }).optional(),
  /** The facilitator only: a reset can be undone. */
  restorable: z.boolean().optional(),
})

export const pollMessage = downMessage({
  about: 'One poll that changed. The first change goes out at once, further ones are gathered for 16 ms.',
  to: ['screen', 'facilitator'],
  payload: pollView,
})

export type PollView = z.infer<typeof pollView>
