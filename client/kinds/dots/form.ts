import type { DotsAnswer, DotsPoll } from '../../../core/kinds/dots.ts'
import type { Purse } from '../shared/amounts/purse.ts'
import { mostDots } from '../../../core/kinds/dots.ts'
import { amountsFrom } from '../shared/amounts/form.ts'

export function purseOf(def: DotsPoll): Purse {
  return { all: def.dots, most: mostDots(def), step: 1, unit: 'dot' }
}

/** The form has a checkbox for every dot. */
export function answerFrom(def: DotsPoll, form: URLSearchParams): DotsAnswer {
  return { kind: 'dots', dots: amountsFrom(def.options, purseOf(def), form, values => values.length) }
}
