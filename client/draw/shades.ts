import type { OptionPoll } from '../../core/kinds/poll.ts'
import { placesOf } from '../../core/kinds/kinds.ts'

/** The ends of what a value of `RoleResult` can be: that of an empty cell, and of a full one. */
function endsOf(def: OptionPoll): [empty: number, full: number] {
  switch (def.kind) {
    case 'scale':
      return [1, def.levels.length]
    case 'rank':
      // The first place is the most there is.
      return [placesOf(def), 1]
    case 'points':
      return [0, def.points]
    default:
      return [0, 1]
  }
}

/**
 * How full a cell of a result by role is: the value's place on the whole scale of its kind.
 * @returns 0 to 1
 */
export function shadeOf(def: OptionPoll, value: number): number {
  const [empty, full] = endsOf(def)
  return full === empty ? 0 : Math.max(0, Math.min(1, (value - empty) / (full - empty)))
}

/** What the ends are called. */
export function endWords(def: OptionPoll): [empty: string, full: string] {
  switch (def.kind) {
    case 'scale':
      return [`1 ${def.levels[0]}`, `${def.levels.length} ${def.levels.at(-1)}`]
    case 'rank':
      return [`place ${placesOf(def)}`, 'place 1']
    case 'points':
      return ['0 points', `${def.points} points a head`]
    default:
      return ['0% of the role', '100%']
  }
}
