/** What a step of the plan can change. A step is called after the first of these that it did: a route brings minutes and an agenda with it. */
export const PLAN_CHANGES = ['route', 'agenda', 'minutes', 'clock'] as const

export type PlanChange = typeof PLAN_CHANGES[number]
