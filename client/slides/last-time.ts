import type { ComputedRef } from 'vue'
import type { Became } from '../../core/actions/schema.ts'
import type { Moved } from '../../core/compare/moved.ts'
import type { Axis } from '../../core/views/sections/axis.ts'
import { computed } from 'vue'
import { axesThen } from '../../core/compare/axes.ts'
import { movedSince } from '../../core/compare/moved.ts'
import { plural } from '../../core/words/plural.ts'
import { deck, shownResult } from '../link/deck.ts'

const DAY_MS = 86_400_000
/** From so many days on, weeks are counted. */
const FORTNIGHT = 14

/** What the facilitator decided about each action of last time, by its id. */
export const followed: ComputedRef<Readonly<Record<string, Became>>> = computed(() => deck.room?.actions?.followed ?? {})

/** What has moved since last time; null where this workshop is compared with none. */
export const moved: ComputedRef<Moved | null> = computed(() => deck.baseline && movedSince(deck.baseline, Object.values(deck.polls).map(view => ({ def: view.def, result: shownResult(view) }))))

/** How well each section was done last time; empty where there was none. */
export const axesLastTime: ComputedRef<readonly Axis[]> = computed(() => deck.baseline ? axesThen(deck.baseline, Object.values(deck.polls).map(({ def }) => def)) : [])

/**
 * `10 weeks late`; undefined if it is not.
 * @param due a day, such as `2026-09-18`
 * @param now milliseconds since 1970
 */
export function lateWords(due: string, now: number): string | undefined {
  const days = Math.floor((now - Date.parse(due)) / DAY_MS)
  if (days <= 0)
    return undefined
  return `${days < FORTNIGHT ? plural(days, 'day') : plural(Math.floor(days / 7), 'week')} late`
}
