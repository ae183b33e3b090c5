import type { Option } from '../../../core/kinds/schemas/fields.ts'
import type { Amounts, Purse } from './purse.ts'
import { added, taken } from './purse.ts'

/** What an option's amount is called in the form. */
export const amountField = (option: string): string => `amount.${option}`

/**
 * The form holds the whole answer. `+` and `−` come on top of that.
 * @param amountOf the amount that the values of an option's fields stand for
 */
export function amountsFrom(options: readonly Option[], purse: Purse, form: URLSearchParams, amountOf: (values: string[]) => number): Amounts {
  const amounts = options.map(({ id }) => [id, amountOf(form.getAll(amountField(id)))] as const)
  const given = Object.fromEntries(amounts.filter(([, amount]) => amount !== 0))
  const [add, take] = [form.get('add'), form.get('take')]
  if (add !== null)
    return added(purse, given, add)
  return take === null ? given : taken(purse, given, take)
}
