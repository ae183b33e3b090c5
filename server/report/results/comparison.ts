import type { Workshop } from '../../../core/workshop.ts'
import type { Comparison } from './comparison.schema.ts'
import { asksFollowUp, tapsIn } from '../../../core/actions/follow-up.ts'
import { movedSince } from '../../../core/compare/moved.ts'
import { resultOf } from '../../../core/kinds/kinds.ts'
import { pollView } from '../../../core/views/views.ts'
import { lastRoundOf } from '../../../core/workshop.ts'

/**
 * What has moved since the workshop that this one is compared with, and what became of its plan; null where there is none.
 * @param hidden with the rounds that the room was never shown
 */
export function comparisonOf(workshop: Workshop, hidden: boolean): Comparison | null {
  const { baseline, polls, actions } = workshop
  if (!baseline)
    return null
  const poll = [...polls.values()].find(({ def }) => asksFollowUp(def))
  const round = poll && lastRoundOf(poll, hidden)
  const taps = poll && round ? tapsIn(poll.def, resultOf(poll.def, round, hidden)) : undefined
  return {
    workshop: baseline.workshop,
    title: baseline.title,
    startedAt: new Date(baseline.startedAt).toISOString(),
    actions: baseline.actions.map(({ evidence: _, carriedOver: __, ...action }) => ({ ...action, became: actions.followed[action.id] ?? null, taps: taps?.get(action.id) ?? null })),
    moved: movedSince(baseline, [...polls.values()].map(poll => pollView(poll, hidden ? 'everything' : 'record', workshop))),
  }
}
