import type { Actions, Changed } from './actions.ts'
import type { Action, Became } from './schema.ts'
import { changeActions, newActionId } from './actions.ts'

/** The action of the plan that an action of last time goes on as; undefined if it does not. */
export function carriedOver({ list }: Pick<Actions, 'list'>, last: string): Action | undefined {
  return list.find(({ carriedOver }) => carriedOver?.action === last)
}

/**
 * Decides what became of an action of last time. One that is still open goes on the plan, once, and off it again if it turns out to be
 * done or dropped. [K4]
 * @param by the id of the command
 * @param startedAt when that workshop began, in milliseconds since 1970
 */
export function followAction(workshop: Changed, by: string, last: Action, became: Became, startedAt: number): void {
  const { actions } = workshop
  const there = carriedOver(actions, last.id)
  const others = actions.list.filter(action => action !== there)
  const goesOn = () => ({ ...last, id: newActionId(actions), carriedOver: { action: last.id, since: last.carriedOver?.since ?? startedAt } })
  const list = became === 'open' ? there ? actions.list : [...others, goesOn()] : others
  changeActions(workshop, by, { list, followed: { ...actions.followed, [last.id]: became } })
}
