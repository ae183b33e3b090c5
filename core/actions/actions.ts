import type { Workshop } from '../workshop.ts'
import type { Action, ActionFields, Evidence } from './schema.ts'
import { resultOf } from '../kinds/kinds.ts'
import { optionsOf } from '../kinds/shared/with-options.ts'
import { STEPS_KEPT } from '../protocol/limits.ts'
import { drawnRound } from '../views/views.ts'

/** What the room will do after the workshop. */
export interface Actions {
  list: readonly Action[]
  /** Actions that there ever were: ids are not used twice. */
  count: number
  /** What can be undone, the latest last: the list before each step. [N4] */
  steps: { id: string, before: readonly Action[] }[]
}

export function newActions(): Actions {
  return { list: [], count: 0, steps: [] }
}

/** Changes the list in place, and remembers how it was. */
function changeList(actions: Actions, id: string, list: readonly Action[]): void {
  actions.steps = [...actions.steps, { id, before: actions.list }].slice(-STEPS_KEPT)
  actions.list = list
}

/** @param by the id of the command */
export function addAction(actions: Actions, by: string, fields: Pick<ActionFields, 'text'> & Partial<ActionFields>, evidence: Evidence | undefined): void {
  actions.count++
  const added = { id: `action-${actions.count}`, owner: null, due: null, blocker: null, sponsor: null, ...fields, ...evidence && { evidence } }
  changeList(actions, by, [...actions.list, added])
}

export function changeAction(actions: Actions, by: string, id: string, change: Partial<ActionFields>): void {
  changeList(actions, by, actions.list.map(action => action.id === id ? { ...action, ...change } : action))
}

/** @param place from 0 */
export function moveAction(actions: Actions, by: string, id: string, place: number): void {
  const moved = actions.list.filter(action => action.id === id)
  changeList(actions, by, actions.list.filter(action => action.id !== id).toSpliced(place, 0, ...moved))
}

export function dropAction(actions: Actions, by: string, id: string): void {
  changeList(actions, by, actions.list.filter(action => action.id !== id))
}

export function undoActions(actions: Actions): void {
  actions.list = actions.steps.pop()!.before
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
