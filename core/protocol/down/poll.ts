import { z } from 'zod'
import { pollDef, result } from '../../kinds/schemas/schemas.ts'
import { pollCommandTypes } from '../../steps/names.ts'
import { downMessage } from './message.ts'
import { byRole, results, revision, shift, voting } from './shapes.ts'

const split = {
  byRole: byRole.optional().describe('Present when `split`, once the round is closed.'),
  splitHeld: z.literal(true).optional().describe('The result by role is withheld: one was published before, and so few ballots have changed since that they could be calculated by subtraction.'),
}

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
  ...split,
  previous: z.strictObject({ no: z.int().min(1), result, shift: shift.optional().describe('Absent where a further round is a fresh start, as for texts and questions.') }).optional().describe('The round before. Screens: when both were revealed. The facilitator: always.'),
  earlier: z.strictObject({ no: z.int().min(1), result, ...split }).optional().describe('The last earlier round whose votes the room was shown. Slides and summaries draw it until this round shows votes.'),
  ahead: z.literal(true).optional().describe('It is being answered before the workshop.'),
  restorable: z.boolean().optional().describe('The facilitator only: a reset can be undone.'),
  lacksOptions: z.literal(true).optional().describe('The facilitator only: its options come from earlier polls, which have no revealed results yet.'),
  undo: z.strictObject({ step: z.string(), type: z.enum(pollCommandTypes), refused: z.string().nullable().describe('Why it cannot be undone now.') }).optional().describe('The facilitator only: the last step, which `step:undo` takes back, and the command that took it.'),
}).meta({ id: 'PollView' })

export const pollMessage = downMessage({
  about: 'One poll that changed. The first change goes out at once, further ones are gathered for 16 ms.',
  to: ['screen', 'facilitator'],
  payload: pollView,
})

export type PollView = z.infer<typeof pollView>
