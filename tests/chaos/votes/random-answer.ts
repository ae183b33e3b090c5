import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { Answer } from './checker.ts'
import { picks, spends } from '../../support/polls/answers.ts'

/** A ballot that the poll allows, of the kinds that the checker counts; now and then one that takes the ballot back. */
export function randomAnswer(def: PollDef, random: () => number, mayBeEmpty: boolean): Answer {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
  const empty = mayBeEmpty && random() < 0.1
  if (def.kind === 'choice')
    return empty ? picks() : picks(pick(def.options).id)
  if (def.kind !== 'dots')
    throw new Error(`The checker does not count ${def.kind}.`)
  const dots: Record<string, number> = {}
  for (let left = empty ? 0 : 1 + Math.floor(random() * def.dots); left > 0; left--) {
    const { id } = pick(def.options)
    if ((dots[id] ?? 0) < def.perOption)
      dots[id] = (dots[id] ?? 0) + 1
  }
  return spends(dots)
}
