import type { Baseline } from '../compare/schema.ts'
import type { LastTime } from './schema.ts'

/** What a part may show of last time, by the layout of its slides. */
const LAYOUTS: Readonly<Record<string, LastTime>> = { 'follow-up': 'actions', 'what-moved': 'results' }

/** What of an earlier workshop there is to show. */
export function lastTimeIn(baseline: Pick<Baseline, 'actions' | 'polls'> | null): LastTime[] {
  return [
    ...baseline?.actions.length ? ['actions' as const] : [],
    ...baseline?.polls.some(({ voters }) => voters > 0) ? ['results' as const] : [],
  ]
}

/** What of an earlier workshop a part needs, which shows nothing else; undefined for other parts. [L9] */
export function needOf(slides: readonly { layout: string }[]): LastTime | undefined {
  const needs = new Set(slides.map(({ layout }) => LAYOUTS[layout]))
  return needs.size === 1 ? [...needs][0] : undefined
}
