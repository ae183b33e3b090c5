import type { OpenPoll, Option, OptionPoll, PollDef } from './poll.ts'

/** Steps of each axis of a matrix: a place is a pair of whole numbers from 1. */
export const STEPS = 5

/** Letters of a text or a question, and of a word, at most. */
export const TEXT_LETTERS = 280
export const WORD_LETTERS = 30

export function hasOptions(def: PollDef): def is OptionPoll {
  return 'options' in def
}

export function isOpenKind(def: PollDef): def is OpenPoll {
  return !hasOptions(def)
}

/** The options of a poll; none where attendees bring their own words. */
export function optionsOf(def: PollDef): readonly Option[] {
  return hasOptions(def) ? def.options : []
}

/** How many numbers a ballot may give one option: the length of its distribution. */
export function highestOf(def: OptionPoll): number {
  switch (def.kind) {
    case 'choice':
      return 1
    case 'dots':
      return def.perOption
    case 'scale':
      return def.levels.length
    case 'rank':
      return placesOf(def)
    case 'points':
      return def.points
    case 'matrix':
      return STEPS * STEPS
  }
}

/** Places that a ballot of a `rank` poll may give away. */
export function placesOf({ top, options }: { top?: number | undefined, options: readonly Option[] }): number {
  return Math.min(top ?? options.length, options.length)
}

/** A cell of a matrix as one number, from 1, row by row from the bottom left. */
export function cellOf([x, y]: readonly [number, number]): number {
  return (y - 1) * STEPS + x
}

/** @returns x and y, from 1 */
export function placeOf(cell: number): [x: number, y: number] {
  return [(cell - 1) % STEPS + 1, Math.floor((cell - 1) / STEPS) + 1]
}

/** The quarter of a matrix that a place lies in: an index into `corners`; null on a middle line. */
export function cornerOf(x: number, y: number): 0 | 1 | 2 | 3 | null {
  const middle = (STEPS + 1) / 2
  if (x === middle || y === middle)
    return null
  return (y > middle ? (x < middle ? 0 : 1) : (x < middle ? 2 : 3))
}
