import type { RankedOption } from '../../core/kinds/dots.ts'
import { disciplines } from 'virtual:workshop'
import { resultThen } from '../../core/compare/baseline.ts'
import { rankAcross } from '../../core/kinds/dots.ts'
import { deck, shownResult } from '../link/deck.ts'

/** What slows the room, the most wanted first, over all disciplines whose dots it was shown. */
export function rankedBottlenecks(): RankedOption[] {
  const views = disciplines.flatMap(({ id }) => deck.polls[`${id}/bottlenecks`] ?? [])
  return rankAcross(views.map(view => ({ def: view.def, result: shownResult(view) })))
}

/** The same in the workshop that this one is compared with; empty where there is none. */
export function rankedLastTime(): RankedOption[] {
  const polls = deck.baseline?.polls.filter(({ def }) => disciplines.some(({ id }) => def.id === `${id}/bottlenecks`)) ?? []
  return rankAcross(polls.map(poll => ({ def: poll.def, result: resultThen(poll) })))
}
