import type { RankedOption } from '../../core/kinds/dots.ts'
import { disciplines } from 'virtual:workshop'
import { rankAcross } from '../../core/kinds/dots.ts'
import { deck, shownResult } from '../link/deck.ts'

/** What slows the room, the most wanted first, over all disciplines whose dots it was shown. */
export function rankedBottlenecks(): RankedOption[] {
  const views = disciplines.flatMap(({ id }) => deck.polls[`${id}/bottlenecks`] ?? [])
  return rankAcross(views.map(view => ({ def: view.def, result: shownResult(view) })))
}
