import type { PollView } from '../protocol/down.ts'
import { rulesOf } from '../kinds/kinds.ts'
import { letThrough } from '../kinds/shared/written.ts'

/** A poll as its slide draws it: a round that closed without votes doesn't replace an earlier one with votes. [V6] */
export function drawnView(view: PollView): PollView {
  if (!view.earlier || view.voters > 0 || view.voting !== 'closed')
    return view
  const { earlier, previous: _, result: __, ...rest } = view
  return { ...rest, ...earlier, results: 'shown', voters: earlier.result.voters }
}

/** The ids of the texts or questions on the slide now; each can be shown alone. [P1] */
export function drawnPosts(view: PollView): ReadonlySet<string> {
  const { def, results, result } = drawnView(view)
  const isSeen = rulesOf(def).writing?.posts && results === 'shown'
  return new Set(isSeen && result ? letThrough(result).rows.map(({ id }) => id) : [])
}
