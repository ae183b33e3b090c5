import type { Plan } from '../plan/plan.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { Actor, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { changePlan } from '../plan/change.ts'
import { startClock } from '../plan/clock.ts'
import { agendaFor, partsOf } from '../plan/plan.ts'
import { agenda, chosenRoute, minutes, partId } from '../plan/schema.ts'
import { refuse } from '../protocol/refusal.ts'
import { commandId, commandSpec } from './spec.ts'

const routePayload = z.strictObject({
  type: z.literal('plan:route'),
  id: commandId,
  route: chosenRoute.describe('The id of a route.'),
  sections: agenda.optional().describe('The agenda that comes with it. Absent: the present one, cut to the route or filled up in the order of the content.'),
})

const agendaPayload = z.strictObject({
  type: z.literal('plan:agenda'),
  id: commandId,
  sections: agenda.nullable().describe('The sections of this run, in their order; null: as the content has them.'),
})

const minutesPayload = z.strictObject({
  type: z.literal('plan:minutes'),
  id: commandId,
  minutes: z.record(partId, minutes).describe('New minutes of parts of the run; 0 skips a part.'),
})

const clockPayload = z.strictObject({
  type: z.literal('clock:start'),
  id: commandId,
  part: partId.optional().describe('The part on screen. Before the first move the room does not know it.'),
})

const NO_PLAN = refuse('not_found', 'The content of this workshop has no routes.')

export const planRoute = commandSpec({
  type: 'plan:route',
  from: 'facilitator',
  about: 'Chooses the route of the run. Changed minutes are those of the route again; the agenda is cut to it, or filled up.',
  refusals: ['not_found', 'wrong_state'],
  payload: routePayload,
  concerns: 'screens',
  refuse: ({ plan }, _, { route, sections }) => whyNoPlan(plan) ?? whyNoRoute(plan!, route) ?? whyNoAgenda(plan!, sections),
  apply: ({ plan, at }, _, { id, route, sections }) => changePlan(plan!, id, { route, minutes: {}, agenda: sections ?? agendaFor(plan!, plan!.def.routes.find(each => each.id === route)!) }, at),
})

export const planAgenda = commandSpec({
  type: 'plan:agenda',
  from: 'facilitator',
  about: 'Puts an agenda in force: every deck follows it from the next move on.',
  refusals: ['not_found', 'wrong_state'],
  payload: agendaPayload,
  concerns: 'screens',
  refuse: ({ plan }, _, { sections }) => whyNoPlan(plan) ?? whyNoAgenda(plan!, sections),
  apply: ({ plan, at }, _, { id, sections }) => changePlan(plan!, id, { agenda: sections }, at),
})

export const planMinutes = commandSpec({
  type: 'plan:minutes',
  from: 'facilitator',
  about: 'Changes the minutes of parts of the run, or skips them.',
  refusals: ['not_found'],
  payload: minutesPayload,
  concerns: 'screens',
  refuse: ({ plan }, _, { minutes }) => whyNoPlan(plan) ?? whyNotThese(Object.keys(minutes), partsOf(plan!).map(({ id }) => id), 'part of this run'),
  apply: ({ plan, at }, _, { id, minutes }) => changePlan(plan!, id, { minutes: { ...plan!.minutes, ...minutes } }, at),
})

export const clockStart = commandSpec({
  type: 'clock:start',
  from: 'facilitator',
  about: 'Starts the clock of the run, or starts it again from zero.',
  refusals: ['not_found', 'wrong_state'],
  payload: clockPayload,
  concerns: 'screens',
  refuse: ({ plan, ended }) => whyNoPlan(plan) ?? (ended ? refuse('wrong_state', 'The workshop has ended.') : null),
  apply: start,
})

function start(workshop: Workshop, _: Actor, { id, part }: z.infer<typeof clockPayload>): void {
  workshop.part = part ?? workshop.part
  changePlan(workshop.plan!, id, { clock: startClock(workshop.at, workshop.part), trail: workshop.part === null ? [] : [workshop.part] }, workshop.at)
}

function whyNoPlan(plan: Plan | null): Refusal | null {
  return plan === null ? NO_PLAN : null
}

function whyNoRoute({ def: { routes } }: Plan, route: string): Refusal | null {
  return routes.some(({ id }) => id === route) ? null : refuse('not_found', `There is no route "${route}". There are: ${routes.map(({ id }) => id).join(', ')}.`)
}

function whyNoAgenda({ def: { sections } }: Plan, chosen: readonly string[] | null | undefined): Refusal | null {
  return chosen?.length === 0 ? refuse('wrong_state', 'An agenda has at least one section.') : whyNotThese(chosen ?? [], sections.map(({ id }) => id), 'section')
}

function whyNotThese(ids: readonly string[], known: readonly string[], word: string): Refusal | null {
  const stranger = ids.find(id => !known.includes(id))
  return stranger === undefined ? null : refuse('not_found', `"${stranger}" is no ${word}.`)
}
