import type { PollDef, Result } from '../kinds/kinds.ts'
import type { Became } from './schema.ts'

/** Whether a poll asks what became of the actions of last time. [K3] */
export function asksFollowUp(def: PollDef): boolean {
  return def.kind === 'scale' && def.from?.actions === 'last'
}

/** What each answer is called once it is decided. */
export const BECAME_WORDS: Readonly<Record<Became, string>> = { done: 'Done', open: 'Still open', dropped: 'Dropped' }

/** How many of the room chose an answer. */
export interface Taps { label: string, count: number }

/** How many chose each answer, by action: the best one first, then who cannot say. */
export function tapsIn(def: PollDef, result: Result): Map<string, Taps[]> {
  if (def.kind !== 'scale' || result.kind !== 'scale')
    return new Map()
  const { levels, unsure: word } = def
  return new Map(result.rows.map(({ id, distribution, unsure }) => [id, [
    ...levels.map((label, level) => ({ label, count: distribution[level]! })).toReversed(),
    ...word === undefined ? [] : [{ label: word, count: unsure }],
  ]]))
}
