import { sum } from '../../../../core/kinds/shared/with-options.ts'

/** What a voter can spend on options. */
export interface Purse {
  all: number
  /** The maximum for one option. */
  most: number
  /** The amount of one tap. */
  step: number
  unit: 'dot' | 'point'
}

/** What was spent, by option id. */
export type Amounts = Readonly<Record<string, number>>

export function leftOf({ all }: Purse, given: Amounts): number {
  return all - sum(Object.values(given))
}

/** Adds a step to an option: the rest if less than a step is left, or a full step, which is too much, if nothing is. */
export function added(purse: Purse, given: Amounts, id: string): Record<string, number> {
  const { [id]: before = 0 } = given
  const room = Math.min(leftOf(purse, given), purse.most - before)
  return { ...given, [id]: before + (room > 0 ? Math.min(purse.step, room) : purse.step) }
}

/** Takes a step from an option. */
export function taken({ step }: Purse, given: Amounts, id: string): Record<string, number> {
  const { [id]: before = 0, ...others } = given
  return before > step ? { ...others, [id]: before - step } : others
}
