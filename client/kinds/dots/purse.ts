import type { NumberAnswer } from '../../../core/kinds/answer.ts'
import type { DotsPoll, PointsPoll } from '../../../core/kinds/poll.ts'
import { spent } from '../../link/own-answer.ts'

/** What there is to spend. */
export interface Purse {
  all: number
  /** On one option, at most. */
  most: number
  /** What one tap moves. */
  step: number
  unit: 'dot' | 'point'
  one: string
}

export function purseOf(def: DotsPoll | PointsPoll): Purse {
  return def.kind === 'dots'
    ? { all: def.dots, most: Math.min(def.dots, def.perOption), step: 1, unit: 'dot', one: 'a dot' }
    : { all: def.points, most: def.points, step: def.step, unit: 'point', one: `${def.step} points` }
}

export function leftOf(def: DotsPoll | PointsPoll, given: NumberAnswer): number {
  return purseOf(def).all - spent(given)
}

/** One step more on an option. The last points may be fewer than a step; where there are none, it is one step too many. */
export function added(def: DotsPoll | PointsPoll, given: NumberAnswer, id: string): NumberAnswer {
  const { step, most } = purseOf(def)
  const { [id]: before = 0 } = given
  const room = Math.min(leftOf(def, given), most - before)
  return { ...given, [id]: before + (room > 0 ? Math.min(step, room) : step) }
}

/** One step less on an option. */
export function taken(def: DotsPoll | PointsPoll, given: NumberAnswer, id: string): NumberAnswer {
  const { [id]: before = 0, ...others } = given
  const after = before - purseOf(def).step
  return after > 0 ? { ...others, [id]: after } : others
}
