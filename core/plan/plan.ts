import type { PlanView } from '../protocol/down/plan.ts'
import type { Clock } from './clock.ts'
import type { LastTime, PlanDef, Route } from './schema.ts'
import { sum } from '../kinds/shared/with-options.ts'

/** What the facilitator changed, and what `step:undo` brings back. */
export interface PlanSettings {
  /** The id of the route in force. */
  route: string
  /** The sections of this run, in their order; null: as the content has them. */
  agenda: readonly string[] | null
  /** Minutes of parts that are not those of the route; 0: the part is skipped. */
  minutes: Readonly<Record<string, number>>
  /** Null until it is started. */
  clock: Clock | null
  /** Minutes of the clock at which the run is to end; null until the clock is started. [L5] */
  goal: number | null
  /** The parts that were on screen, since the clock was started if it was: each once, the latest last. */
  trail: readonly string[]
}

/** How the workshop is run: a route through the deck, an agenda of sections, a clock. */
export interface Plan extends PlanSettings {
  def: PlanDef
  /** What there is of an earlier workshop. */
  lastTime: readonly LastTime[]
  /** What can be undone, the latest last: what each step changed, as it was before. [L4] */
  steps: { id: string, before: Partial<PlanSettings> }[]
}

/** A part of the run, in its place. */
export type PlannedPart = PlanView['parts'][number]

/** The poll that suggests an agenda: its options have the ids of sections. */
export const AGENDA_POLL = 'agenda'

export function newPlan(def: PlanDef): Plan {
  return { def, lastTime: [], route: def.routes[0]!.id, agenda: null, minutes: {}, clock: null, goal: null, trail: [], steps: [] }
}

/** The plan after its content changed: what was chosen stays, as far as the content still has it. */
export function redefinePlan(plan: Plan | null, def: PlanDef | undefined, lastTime: readonly LastTime[]): Plan | null {
  if (!def)
    return null
  return { ...newPlan(def), ...plan && { ...plan, def }, lastTime }
}

/** The route in force; the first one where the content has it no more. */
export function routeOf({ def, route }: Plan): Route {
  return def.routes.find(({ id }) => id === route) ?? def.routes[0]!
}

/** How many sections a route has time for. */
export function sectionSlots({ slots }: Route): number {
  return slots.filter(({ part }) => part === null).length
}

/**
 * The sections of this run, in their order: those of the agenda, else as many of the content's as the route has time for. [L2]
 */
export function agendaOf(plan: Plan): string[] {
  const known = plan.def.sections.map(({ id }) => id)
  return plan.agenda?.filter(id => known.includes(id)) ?? known.slice(0, sectionSlots(routeOf(plan)))
}

/**
 * The parts of this run: the slots of the route, with the sections of the agenda in those for sections. Sections beyond these
 * follow the last one, each with as many minutes. [L1] [L2] What needs an earlier workshop is left out where there is none. [L9]
 */
export function partsOf(plan: Plan): PlannedPart[] {
  const slots = routeOf(plan).slots.filter(({ needs }) => needs === undefined || plan.lastTime.includes(needs))
  const sections = agendaOf(plan).map(id => plan.def.sections.find(section => section.id === id)!)
  const last = slots.findLastIndex(({ part }) => part === null)
  return slots.flatMap(({ part, title, minutes, without }, index): PlannedPart[] => {
    const own = part === null ? sections.splice(0, index === last ? sections.length : 1).map(section => ({ ...section, isSection: true })) : [{ id: part, title, isSection: false }]
    return own.map(each => ({ ...each, planned: minutes, minutes: plan.minutes[each.id] ?? minutes, without }))
  })
}

/**
 * The agenda that a vote suggests: what was given already, then the most wanted sections, as many as the route has time for; ties
 * in the order of the content. [L3]
 * @param rows of the result of a dots poll, whose options have the ids of sections
 * @param given sections that the room has been in, in their order
 */
export function suggestedAgenda({ sections, most }: { sections: readonly { id: string }[], most: number }, rows: readonly { id: string, count: number, voters: number }[], given: readonly string[] = []): string[] {
  const wanted = new Map(rows.map(row => [row.id, row]))
  const worth = (id: string) => wanted.get(id) ?? { count: 0, voters: 0 }
  const others = sections.map(({ id }) => id)
    .filter(id => !given.includes(id))
    .sort((a, b) => worth(b).count - worth(a).count || worth(b).voters - worth(a).voters)
  return [...given, ...others].slice(0, Math.max(most, given.length))
}

/** The agenda after another route was chosen: cut to the time it has, or filled up in the order of the content. [L2] */
export function agendaFor(plan: Plan, route: Route): string[] | null {
  if (plan.agenda === null)
    return null
  const chosen = agendaOf(plan)
  const others = plan.def.sections.map(({ id }) => id).filter(id => !chosen.includes(id))
  return [...chosen, ...others].slice(0, sectionSlots(route))
}

/**
 * New minutes for the parts that are still to come, so that they fit: each in proportion to what it has, whole minutes, one at
 * least. No part gets more where there is less for all. [L6]
 * @param coming the parts to come, without skipped ones
 * @param left minutes that are left for them, at least as many as there are parts
 */
export function fitted(coming: readonly Pick<PlannedPart, 'id' | 'minutes'>[], left: number): Record<string, number> {
  const factor = Math.floor(left) / sum(coming.map(({ minutes }) => minutes))
  const exact = coming.map(({ id, minutes }) => ({ id, share: minutes * factor }))
  const given = new Map(exact.map(({ id, share }) => [id, Math.max(1, Math.floor(share))]))
  const over = () => Math.floor(left) - sum([...given.values()])
  const lost = ({ id, share }: typeof exact[number]) => share - given.get(id)!
  // Whole minutes leave some over: to those who lost most. A minute for the shortest is taken from those who lost least.
  while (over() !== 0) {
    const step = Math.sign(over())
    const [next] = exact.filter(({ id }) => step > 0 || given.get(id)! > 1).sort((a, b) => step * (lost(b) - lost(a)))
    given.set(next!.id, given.get(next!.id)! + step)
  }
  return Object.fromEntries(given)
}

/**
 * Polls in the order of the run: those of its sections follow its agenda, others keep their places, those of other sections come
 * last. Once one of a section was run, those that were not are left out. [L8]
 * @param polls in the order of the content; those of a section have ids that begin with it
 * @param wasRun whether the room saw or answered a poll
 */
export function pollsOfRun<Each>(plan: Plan | null, polls: readonly Each[], idOf: (poll: Each) => string, wasRun: (poll: Each) => boolean): Each[] {
  if (!plan)
    return [...polls]
  const agenda = agendaOf(plan)
  const sectionOf = (poll: Each) => plan.def.sections.find(({ id }) => idOf(poll).startsWith(`${id}/`))?.id
  const place = (poll: Each) => (agenda.indexOf(sectionOf(poll)!) + 1) || agenda.length + 1
  const isBegun = polls.some(poll => sectionOf(poll) !== undefined && wasRun(poll))
  const kept = polls.filter(poll => sectionOf(poll) === undefined || (isBegun ? wasRun(poll) : place(poll) <= agenda.length))
  const ofSections = kept.filter(poll => sectionOf(poll) !== undefined).toSorted((a, b) => place(a) - place(b))
  return kept.map(poll => sectionOf(poll) === undefined ? poll : ofSections.shift()!)
}
