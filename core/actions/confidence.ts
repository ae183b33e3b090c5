import type { PollDef, Result } from '../kinds/kinds.ts'

/** How sure the room is that an action will be done. [N3] */
export interface Confidence {
  /** The interpolated median, in levels from 1. */
  median: number
  /** Those who rated it. */
  voters: number
  /** It is to be made smaller. */
  isLow: boolean
}

/** Whether a poll asks for the room's confidence in the actions. */
export function asksConfidence(def: PollDef): boolean {
  return def.kind === 'scale' && def.from?.actions === true
}

/** The room's confidence in each action that somebody rated, by the action's id. */
export function confidenceIn(def: PollDef, result: Result): Map<string, Confidence> {
  if (def.kind !== 'scale' || result.kind !== 'scale')
    return new Map()
  // The second highest level of all: 4 of 5.
  const enough = def.levels.length - 1
  return new Map(result.rows.flatMap(({ id, median, voters }) => median === null ? [] : [[id, { median, voters, isLow: median < enough }] as const]))
}
