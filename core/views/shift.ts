import type { PollDef } from '../kinds/kinds.ts'
import type { Shift } from '../protocol/down.ts'
import type { Round } from '../workshop.ts'
import { isSameAnswer, rulesOf } from '../kinds/kinds.ts'

/** [R12] @returns null for kinds in which a second round starts from scratch */
export function shiftOf(def: PollDef, before: Round, now: Round): Shift | null {
  if (!rulesOf(def).hasShift)
    return null
  let both = 0
  let changed = 0
  for (const [by, answer] of now.ballots) {
    const old = before.ballots.get(by)
    if (old) {
      both++
      changed += Number(!isSameAnswer(old, answer))
    }
  }
  return { both, changed }
}
