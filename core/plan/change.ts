import type { Plan, PlanSettings } from './plan.ts'
import { STEPS_KEPT } from '../protocol/limits.ts'
import { moveClock, readClock, stopClock } from './clock.ts'
import { partsOf, routeOf } from './plan.ts'
import { endOf } from './progress.ts'

/**
 * Changes settings in place, and remembers how they were. The run is to end when the changed plan says so, never before it was to
 * end until now, and never after the route's minutes. [L5]
 * @param at the time of the entry
 */
export function changePlan(plan: Plan, id: string, change: Partial<Omit<PlanSettings, 'goal'>>, at: number): void {
  const keys = [...Object.keys(change), 'goal'] as (keyof PlanSettings)[]
  const before = Object.fromEntries(keys.map(key => [key, plan[key]]))
  plan.steps = [...plan.steps, { id, before }].slice(-STEPS_KEPT)
  Object.assign(plan, change)
  const isNew = change.clock !== undefined || change.route !== undefined
  const ends = plan.clock && endOf(partsOf(plan), { ...readClock(plan.clock, at), trail: plan.trail })
  plan.goal = ends && Math.min(routeOf(plan).minutes, isNew ? ends : Math.max(plan.goal ?? 0, ends))
}

/**
 * Undoes the last change of the plan, in place. A clock that comes back has counted on meanwhile.
 * @param at the time of the entry
 */
export function undoPlan(plan: Plan, part: string | null, ended: boolean, at: number): void {
  const { before } = plan.steps.pop()!
  Object.assign(plan, before)
  movePlan(plan, part, at)
  if (before.clock && ended)
    plan.clock = stopClock(plan.clock!, at)
}

/** The room moved to a part, or to none. */
export function movePlan(plan: Plan, part: string | null, at: number): void {
  if (part !== null)
    plan.trail = [...plan.trail.filter(other => other !== part), part]
  if (plan.clock)
    plan.clock = moveClock(plan.clock, part, at)
}
