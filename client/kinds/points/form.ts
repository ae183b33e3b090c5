import type { PointsAnswer, PointsPoll } from '../../../core/kinds/points.ts'
import type { Purse } from '../shared/amounts/purse.ts'
import { amountsFrom } from '../shared/amounts/form.ts'

export function purseOf({ points, step }: PointsPoll): Purse {
  return { all: points, most: points, step, unit: 'point' }
}

/** The form has a number for every option. */
export function answerFrom(def: PointsPoll, form: URLSearchParams): PointsAnswer {
  return { kind: 'points', points: amountsFrom(def.options, purseOf(def), form, ([points = '0']) => Number(points)) }
}
