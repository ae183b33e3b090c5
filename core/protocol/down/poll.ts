import { z } from 'zod'
import { pollDef } from '../../poll.ts'
import { downMessage } from './message.ts'
import { byRole, result, results, revision, shift, voting } from './shapes.ts'

/** One poll as screens and the facilitator see it. */
export const pollView = z.strictObject({
  rev: revision,
  def: pollDef,
  round: z.string().describe('The round\'s id.'),
  no: z.int().min(1).describe('Which round of the poll this is, from 1.'),
  voting,
  results,
  voters: z.int().min(0).describe('Attendees whose ballot counts in this round.'),
  split: z.boolean().describe('The slide shows the result by role.'),
  /** [V2] */
  result: result.optional().describe('Screens: present when results are shown. The facilitator: always.'),
  byRole: byRole.optional().describe('Screens: when `split`. The facilitator: always, where there is something to split.'),
  previous: z.strictObject({ no: z.int().min(1), result, shift: shift.optional().describe('Absent for `text` and `board`.') }).optional().describe('The round before. Screens: when both were revealed. The facilitator: always.'),
  restorable: z.boolean().optional().describe('The facilitator only: a reset can be undone.'),
}).meta({ id: 'PollView' })

export const pollMessage = downMessage({
  about: 'One poll that changed. The first change goes out at once, further ones are gathered for 16 ms.',
  to: ['screen', 'facilitator'],
  payload: pollView,
})

export type PollView = z.infer<typeof pollView>
