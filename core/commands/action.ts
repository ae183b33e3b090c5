import type { Action, ActionFields } from '../actions/schema.ts'
import type { Facts } from '../facts.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { Workshop } from '../workshop.ts'
import { z } from 'zod'
import { addAction, changeAction, dropAction, evidenceOf, moveAction } from '../actions/actions.ts'
import { carriedOver, followAction } from '../actions/follow.ts'
import { whyNoOffer } from '../actions/offers.ts'
import { actionFields, actionId, actionSource, became, ownerName } from '../actions/schema.ts'
import { MOST_ACTIONS } from '../protocol/limits.ts'
import { refuse } from '../protocol/refusal.ts'
import { clean } from '../words/text.ts'
import { commandId, commandSpec, unloggedSpec } from './spec.ts'

const { text, ...more } = actionFields
const further = z.strictObject(more).partial().shape

const addPayload = z.strictObject({
  type: z.literal('action:add'),
  id: commandId,
  text,
  ...further,
  from: actionSource.optional().describe('The option that it comes from: what speaks for it is kept with it.'),
})

const changePayload = z.strictObject({ type: z.literal('action:change'), id: commandId, action: actionId, text: text.optional(), ...further })

const movePayload = z.strictObject({
  type: z.literal('action:move'),
  id: commandId,
  action: actionId,
  to: z.int().min(0).max(MOST_ACTIONS).describe('Its place, from 0.'),
})

const offerPayload = z.strictObject({
  type: z.literal('action:offer'),
  id: commandId,
  action: actionId,
  name: ownerName.nullable().describe('What the attendee is called in the plan; null takes the offer back.'),
})

const dropPayload = z.strictObject({ type: z.literal('action:drop'), id: commandId, action: actionId })

const followPayload = z.strictObject({
  type: z.literal('action:follow'),
  id: commandId,
  action: actionId.describe('An action of the workshop that this one is compared with.'),
  became: became.describe('`open`: it goes on this plan.'),
})

type Follow = z.infer<typeof followPayload>

export const actionAdd = commandSpec({
  type: 'action:add',
  from: 'facilitator',
  about: 'Puts an action on the plan, with what speaks for it.',
  refusals: ['wrong_state'],
  payload: addPayload,
  concerns: 'screens',
  tidy: tidied,
  refuse: ({ actions }, _, { text }) => text === '' ? noText() : whyFull(actions),
  facts: evident,
  apply: (workshop, _, { type: _type, id, from: _from, ...fields }, { evidence }) => addAction(workshop, id, fields, evidence),
})

export const actionChange = commandSpec({
  type: 'action:change',
  from: 'facilitator',
  about: 'Changes what an action says: its text, its owner, when it is due, what could block it, its sponsor.',
  refusals: ['not_found'],
  payload: changePayload,
  concerns: 'screens',
  tidy: tidied,
  refuse: (workshop, by, command) => command.text === '' ? noText() : whyNoAction(workshop, by, command),
  apply: (workshop, _, { type: _type, id, action, ...fields }) => changeAction(workshop, id, action, fields),
})

export const actionMove = commandSpec({
  type: 'action:move',
  from: 'facilitator',
  about: 'Moves an action to another place on the plan.',
  refusals: ['not_found'],
  payload: movePayload,
  concerns: 'screens',
  refuse: whyNoAction,
  apply: (workshop, _, { id, action, to }) => moveAction(workshop, id, action, to),
})

export const actionDrop = commandSpec({
  type: 'action:drop',
  from: 'facilitator',
  about: 'Takes an action off the plan.',
  refusals: ['not_found'],
  payload: dropPayload,
  concerns: 'screens',
  refuse: whyNoAction,
  apply: (workshop, _, { id, action }) => dropAction(workshop, id, action),
})

/** A name in the log would stand beside the ballots of whoever gave it. */
export const actionOffer = unloggedSpec({
  type: 'action:offer',
  from: 'attendee',
  about: 'Offers to take an action, under a name for that only. It is not logged: the facilitator is told the name, and may make it the owner.',
  refusals: ['seat_needed', 'wrong_state', 'not_found'],
  payload: offerPayload,
  isLogged: false,
  byVoter: true,
  refuse: (workshop, _, { action }) => whyNoOffer(workshop, action),
})

export const actionFollow = commandSpec({
  type: 'action:follow',
  from: 'facilitator',
  about: 'Decides what became of an action of last time. One that is still open goes on this plan.',
  refusals: ['not_found', 'wrong_state'],
  payload: followPayload,
  concerns: 'screens',
  refuse: whyNotFollow,
  apply: (workshop, _, { id, action, became }) => followAction(workshop, id, lastAction(workshop.baseline, action)!, became, workshop.baseline!.startedAt),
})

function lastAction(baseline: Workshop['baseline'], action: string): Action | undefined {
  return baseline?.actions.find(({ id }) => id === action)
}

function whyNotFollow({ actions, baseline }: Workshop, _: string, { action, became }: Follow): Refusal | null {
  if (!lastAction(baseline, action))
    return refuse('not_found', `There was no action "${action}" last time.`)
  return became === 'open' && !carriedOver(actions, action) ? whyFull(actions) : null
}

function whyFull({ list }: Workshop['actions']): Refusal | null {
  return list.length < MOST_ACTIONS ? null : refuse('wrong_state', `The plan has ${MOST_ACTIONS} actions. Take one off first.`)
}

/** Without characters that nobody sees, as texts of attendees are. [A10] */
function tidied<Fields extends Partial<ActionFields>>(fields: Fields): Fields {
  const cleaned = (['text', 'owner', 'blocker', 'sponsor'] as const).flatMap((name) => {
    const value = fields[name]
    return typeof value === 'string' ? [[name, clean(value) || (name === 'text' ? '' : null)]] : []
  })
  return { ...fields, ...Object.fromEntries(cleaned) }
}

function noText(): Refusal {
  return refuse('malformed', 'An action needs a text.')
}

function evident(workshop: Workshop, _: string, { from }: z.infer<typeof addPayload>): Facts {
  const evidence = from && evidenceOf(workshop, from)
  return evidence ? { evidence } : {}
}

function whyNoAction({ actions }: Workshop, _: string, { action }: { action: string }): Refusal | null {
  return actions.list.some(({ id }) => id === action) ? null : refuse('not_found', `There is no action "${action}" on the plan.`)
}
