import type { Workshop } from '../workshop.ts'
import type { Action, ActionFields, Became, Evidence } from './schema.ts'
import { resultOf } from '../kinds/kinds.ts'
import { hasOption, optionsOf } from '../kinds/shared/with-options.ts'
import { STEPS_KEPT } from '../protocol/limits.ts'
import { drawnRound } from '../views/views.ts'

/** What the room will do after the workshop. */
export interface Actions {
  list: readonly Action[]
  /** What became of those of last time, by their ids there, as far as it was decided. [K4] */
  followed: Readonly<Record<string, Became>>
  /** Actions that there ever were. */
  count: number
  /** What can be undone, the latest last: what each step changed, as it was before. [N4] */
  steps: { id: string, before: Changing }[]
}

type Changing = Pick<Actions, 'list' | 'followed'>

export function newActions(): Actions {
  return { list: [], followed: {}, count: 0, steps: [] }
}

/** Whose actions change: phones that list them hear of it. */
export type Changed = Pick<Workshop, 'actions' | 'slide' | 'attendeeRev'>

/** Changes them in place, and remembers how they were. */
export function changeActions(workshop: Changed, id: string, changed: Partial<Changing>): void {
  const { actions, slide } = workshop
  const { list, followed } = actions
  actions.steps = [...actions.steps, { id, before: { list, followed } }].slice(-STEPS_KEPT)
  Object.assign(actions, changed)
  if (slide.plan)
    workshop.attendeeRev++
}

/** The id of another action. Ids are not used twice. */
export function newActionId(actions: Actions): string {
  return `action-${++actions.count}`
}

/** @param by the id of the command */
export function addAction(workshop: Changed, by: string, fields: Pick<ActionFields, 'text'> & Partial<ActionFields>, evidence: Evidence | undefined): void {
  const { actions } = workshop
  const added = { id: newActionId(actions), owner: null, due: null, blocker: null, sponsor: null, ...fields, ...evidence && { evidence } }
  changeActions(workshop, by, { list: [...actions.list, added] })
}

export function changeAction(workshop: Changed, by: string, id: string, change: Partial<ActionFields>): void {
  changeActions(workshop, by, { list: workshop.actions.list.map(action => action.id === id ? { ...action, ...change } : action) })
}

/** @param place from 0 */
export function moveAction(workshop: Changed, by: string, id: string, place: number): void {
  const { list } = workshop.actions
  const moved = list.filter(action => action.id === id)
  changeActions(workshop, by, { list: list.filter(action => action.id !== id).toSpliced(place, 0, ...moved) })
}

export function dropAction(workshop: Changed, by: string, id: string): void {
  changeActions(workshop, by, { list: workshop.actions.list.filter(action => action.id !== id) })
}

export function undoActions(actions: Actions): void {
  Object.assign(actions, actions.steps.pop()!.before)
}

/**
 * What speaks for an option: the votes for it in the result that the room sees. Undefined where it sees none, or where nobody
 * named it. [N2]
 */
export function evidenceOf({ polls }: Pick<Workshop, 'polls'>, source: { poll: string, option: string }): Evidence | undefined {
  const poll = polls.get(source.poll)
  const round = poll && drawnRound(poll)
  if (!poll || !round || round.results !== 'shown')
    return undefined
  const result = resultOf(poll.def, round, false)
  const row = (result.rows as { id: string, voters: number, label?: string }[]).find(({ id }) => id === source.option)
  const label = row?.label ?? optionsOf(poll.def).find(({ id }) => id === source.option)?.label
  if (!row || row.voters === 0 || label === undefined)
    return undefined
  const { title, topic } = poll.def
  return { ...source, label, title, ...topic && { topic }, voters: row.voters, of: result.voters }
}

/** Whether an action comes from an option that the content declares. What attendees wrote has ids that their phones know. [M6] */
export function isDeclared({ polls }: Pick<Workshop, 'polls'>, { poll, option }: Evidence): boolean {
  const def = polls.get(poll)?.def
  return def !== undefined && hasOption(def, option)
}
