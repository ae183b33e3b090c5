import type { Option } from '../../../../core/kinds/schemas/fields.ts'
import type { Amounts, Purse } from './purse.ts'
import { added, taken } from './purse.ts'

/** The name of an option's field in the form. */
export const amountField = (option: string): string => `amount.${option}`

/**
 * The form contains the whole answer; a pressed `+` or `−` is added to it.
 * @param amountOf converts the values of an option's fields to an amount
 */
export function amountsFrom(options: readonly Option[], purse: Purse, form: URLSearchParams, amountOf: (values: string[]) => number): Amounts {
  const amounts = options.map(({ id }) => [id, amountOf(form.getAll(amountField(id)))] as const)
  const given = Object.fromEntries(amounts.filter(([, amount]) => amount !== 0))
  const [add, take] = [form.get('add'), form.get('take')]
  if (add !== null)
    return added(purse, given, add)
  return take === null ? given : taken(purse, given, take)
}
