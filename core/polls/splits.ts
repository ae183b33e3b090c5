import type { Poll, Workshop } from '../workshop.ts'
import { isGivenOut, isSplittable, resultByRole, splitOf } from '../views/roles.ts'

/** Remembers the published results by role: a later one can be compared with them. [G6] */
export function giveOut({ roles, smallestGroup, ended }: Workshop, poll: Poll): void {
  const { def, rounds, split } = poll
  if (roles.length === 0 || !isSplittable(def) || !(split || ended))
    return
  for (const round of rounds) {
    const isSeen = (resultByRole(def, round, roles, smallestGroup) ?? []).length > 0
    if (isSeen && !isGivenOut(def, round, roles))
      round.splits.push(splitOf(round))
  }
}
