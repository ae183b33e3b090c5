import type { Answer, NumberAnswer } from '../../core/kinds/answer.ts'
import type { PollDef } from '../../core/kinds/poll.ts'
import { emptyAnswer, isPosts } from '../../core/kinds/answer.ts'
import { hasOptions, highestOf, placesOf } from '../../core/kinds/kinds.ts'

/** Dots or points put on options; options picked, ranked or placed; words and texts sent. */
export function spent(answer: Answer | null): number {
  if (answer && isPosts(answer))
    return answer.posts.length
  return Object.values(answer ?? {}).reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 1), 0)
}

/** How much of that there may be. */
function mostOf(def: PollDef): number {
  switch (def.kind) {
    case 'rank':
      return placesOf(def)
    case 'dots':
      return def.dots
    case 'points':
      return def.points
    case 'scale':
    case 'matrix':
      return Infinity
    default:
      return def.max
  }
}

/**
 * What still counts of an answer that fitted an earlier definition of this poll, as `prune` of the core has it, which
 * is too large for a phone because it has words for everything that can be wrong. [D2]
 */
export function fitting(def: PollDef, answer: Answer): Answer {
  let kept = answer
  if (hasOptions(def)) {
    const isKnown = (id: string) => def.options.some(option => option.id === id)
    kept = Array.isArray(answer) ? answer.filter(isKnown) : Object.fromEntries(Object.entries(answer).filter(([id]) => isKnown(id))) as NumberAnswer
    if (Object.values(kept).some(value => typeof value === 'number' && value > highestOf(def)))
      return emptyAnswer(def)
  }
  return spent(kept) > mostOf(def) ? emptyAnswer(def) : kept
}
