import { sum } from '../../../core/kinds/with-options.ts'

/** What there is to spend on options. */
export interface Purse {
  all: number
  /** On one option, at most. */
  most: number
  /** What one tap moves. */
  step: number
  unit: 'dot' | 'point'
}

/** What was spent, by option id. */
export type Amounts = Readonly<Record<string, number>>

export function leftOf({ all }: Purse, given: Amounts): number {
  return all - sum(Object.values(given))
}

/** One step more on an option. The last points may be fewer than a step; where there are none, it is one step too many. */
export function added(purse: Purse, given: Amounts, id: string): Record<string, number> {
  const { [id]: before = 0 } = given
  const room = Math.min(leftOf(purse, given), purse.most - before)
  return { ...given, [id]: before + (room > 0 ? Math.min(purse.step, room) : purse.step) }
}

/** One step less on an option. */
export function taken({ step }: Purse, given: Amounts, id: string): Record<string, number> {
  const { [id]: before = 0, ...others } = given
  return before > step ? { ...others, [id]: before - step } : others
}
