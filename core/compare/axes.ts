import type { PollDef } from '../kinds/kinds.ts'
import type { Axis } from '../views/sections/axis.ts'
import type { Baseline } from './schema.ts'
import { axisOf } from '../views/sections/axis.ts'
import { sectionsOf } from '../views/sections/sections.ts'
import { resultThen } from './baseline.ts'
import { isSamePoll } from './moved.ts'

/**
 * Where the sections stood on the radar last time, as far as they were rated in the same poll. [K5] [S7]
 * @param defs the polls of this workshop
 */
export function axesThen({ polls }: Pick<Baseline, 'polls'>, defs: readonly PollDef[]): Axis[] {
  const same = polls.filter(({ def }) => defs.some(now => isSamePoll(def, now)))
  const seen = same.map(poll => ({ def: poll.def, result: resultThen(poll), byRole: undefined, state: 'unasked' as const }))
  return sectionsOf(seen).map(axisOf).filter(({ median }) => median !== null)
}
