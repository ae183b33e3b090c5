import type { NumberAnswer } from '../../../core/kinds/answer.ts'
import type { DotsPoll, PointsPoll } from '../../../core/kinds/poll.ts'
import { added, taken } from './purse.ts'

/** What an option's dots and points are called in the form. */
export const amountField = (option: string): string => `amount.${option}`

/** The form holds the whole answer: a checkbox for every dot, a number of points. `+` and `−` come on top of that. */
export function answerFrom(def: DotsPoll | PointsPoll, form: URLSearchParams): NumberAnswer {
  const amounts = def.options.map(({ id }) => [id, amountOf(def, form.getAll(amountField(id)))] as const)
  const given = Object.fromEntries(amounts.filter(([, amount]) => amount !== 0))
  const [add, take] = [form.get('add'), form.get('take')]
  if (add !== null)
    return added(def, given, add)
  return take === null ? given : taken(def, given, take)
}

function amountOf({ kind }: DotsPoll | PointsPoll, values: string[]): number {
  return kind === 'dots' ? values.length : Number(values[0] ?? 0)
}
