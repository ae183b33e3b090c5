import type { Poll, Workshop } from '../../../core/workshop.ts'
import type { Comparison } from './comparison.schema.ts'
import { asksFollowUp } from '../../../core/actions/asks-follow-up.ts'
import { movedSince } from '../../../core/compare/moved.ts'
import { resultOf } from '../../../core/kinds/kinds.ts'
import { pollView } from '../../../core/views/views.ts'
import { lastRoundOf } from './last-round.ts'

/**
 * What has moved since the workshop that this one is compared with, and what became of its plan; null where there is none.
 * @param hidden with the rounds that the room was never shown
 */
export function comparisonOf(workshop: Workshop, hidden: boolean): Comparison | null {
  const { baseline, polls, actions } = workshop
  if (!baseline)
    return null
  const tapsOn = tapsIn([...polls.values()].find(({ def }) => asksFollowUp(def)), hidden)
  return {
    workshop: baseline.workshop,
    title: baseline.title,
    startedAt: new Date(baseline.startedAt).toISOString(),
    actions: baseline.actions.map(({ evidence: _, carriedOver: __, ...action }) => ({ ...action, became: actions.followed[action.id] ?? null, taps: tapsOn.get(action.id) ?? null })),
    moved: movedSince(baseline, [...polls.values()].map(poll => pollView(poll, hidden ? 'everything' : 'record', workshop))),
  }
}

/** How many chose each answer, by action. */
function tapsIn(poll: Poll | undefined, hidden: boolean): Map<string, { label: string, count: number }[]> {
  const round = poll && lastRoundOf(poll, hidden)
  const result = poll && round && resultOf(poll.def, round, hidden)
  if (poll?.def.kind !== 'scale' || result?.kind !== 'scale')
    return new Map()
  const { levels, unsure: word } = poll.def
  return new Map(result.rows.map(({ id, distribution, unsure }) => [id, [
    ...levels.map((label, level) => ({ label, count: distribution[level]! })).toReversed(),
    ...word === undefined ? [] : [{ label: word, count: unsure }],
  ]]))
}
