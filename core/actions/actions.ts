import type { Workshop } from '../workshop.ts'
import type { Action, ActionFields, Became, Evidence } from './schema.ts'
import { resultOf } from '../kinds/kinds.ts'
import { optionsOf } from '../kinds/shared/with-options.ts'
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

/** Changes them in place, and remembers how they were. */
export function changeActions(actions: Actions, id: string, changed: Partial<Changing>): void {
  const { list, followed } = actions
  actions.steps = [...actions.steps, { id, before: { list, followed } }].slice(-STEPS_KEPT)
  Object.assign(actions, changed)
}

/** The id of another action. Ids are not used twice. */
export function newActionId(actions: Actions): string {
  return `action-${++actions.count}`
}

/** @param by the id of the command */
export function addAction(actions: Actions, by: string, fields: Pick<ActionFields, 'text'> & Partial<ActionFields>, evidence: Evidence | undefined): void {
  const added = { id: newActionId(actions), owner: null, due: null, blocker: null, sponsor: null, ...fields, ...evidence && { evidence } }
  changeActions(actions, by, { list: [...actions.list, added] })
}

export function changeAction(actions: Actions, by: string, id: string, change: Partial<ActionFields>): void {
  changeActions(actions, by, { list: actions.list.map(action => action.id === id ? { ...action, ...change } : action) })
}

/** @param place from 0 */
export function moveAction(actions: Actions, by: string, id: string, place: number): void {
  const moved = actions.list.filter(action => action.id === id)
  changeActions(actions, by, { list: actions.list.filter(action => action.id !== id).toSpliced(place, 0, ...moved) })
}

export function dropAction(actions: Actions, by: string, id: string): void {
  changeActions(actions, by, { list: actions.list.filter(action => action.id !== id) })
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
