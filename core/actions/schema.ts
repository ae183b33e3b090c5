import { z } from 'zod'
import { pollId, slug } from '../kinds/schemas/fields.ts'
import { ACTION_UNITS, BECAME, NAME_UNITS, ROW_ID_UNITS } from '../protocol/limits.ts'

export const actionId = slug.describe('The action, as the view names it.')

/** A calendar day without a time zone. */
const day = z.iso.date()

const text = z.string().trim().min(1).max(ACTION_UNITS)
export const ownerName = z.string().trim().min(1).max(NAME_UNITS)

/** What the room decides about an action. Null clears what was written. */
export const actionFields = {
  text: text.describe('What will be done.'),
  owner: ownerName.nullable().describe('Who does it: a name or a team.'),
  due: day.nullable().describe('The day by which it is done: `2026-12-18`.'),
  blocker: text.nullable().describe('What could get in its way.'),
  sponsor: ownerName.nullable().describe('Who clears the way for it.'),
}

/** The option of a poll that an action comes from. */
export const actionSource = z.strictObject({ poll: pollId, option: z.string().min(1).max(ROW_ID_UNITS) })

/** Why an action is on the plan: the result that it comes from, as it was when it was added. */
export const evidence = actionSource.extend({
  label: z.string().describe('What was voted for.'),
  title: z.string().describe('The poll\'s.'),
  topic: z.string().optional().describe('Where the poll belongs, such as a discipline\'s tag.'),
  voters: z.int().min(0).describe('Attendees who named it.'),
  of: z.int().min(0).describe('Attendees who voted in that round.'),
}).meta({ id: 'Evidence' })

/** Where an action comes from that was still open after an earlier workshop. */
const carriedOver = z.strictObject({
  action: actionId.describe('Its id in the workshop that this one is compared with.'),
  since: z.int().min(0).describe('When the workshop began that first put it on a plan, in milliseconds since 1970.'),
}).meta({ id: 'CarriedOver' })

export const action = z.strictObject({ id: actionId, ...actionFields, evidence: evidence.optional(), carriedOver: carriedOver.optional() }).meta({ id: 'Action' })

/** What became of an action of last time. */
export const became = z.enum(BECAME)

export type Action = z.infer<typeof action>
export type ActionFields = Omit<Action, 'id' | 'evidence' | 'carriedOver'>
export type Evidence = z.infer<typeof evidence>
export type Became = z.infer<typeof became>
