import type { SharedResults } from '../../../client/phone/results/shared-results.ts'
import type { Workshop } from '../../../core/workshop.ts'
import { pollsOfRun } from '../../../core/plan/plan.ts'
import { ownView } from '../../../core/views/views.ts'
import { recordOf } from '../../export/record.ts'

/** What an attendee may read, once the facilitator allows it: the record. [V9] */
export function sharedResults(workshop: Workshop, attendee: string): SharedResults {
  const { room, polls } = recordOf(workshop, false)
  const { ballots } = ownView(workshop, attendee)
  const shown = polls.filter(({ result, voters }) => result && voters > 0)
  return {
    title: workshop.title,
    startedAt: workshop.startedAt,
    actions: room.actions?.list ?? [],
    polls: pollsOfRun(workshop.plan, shown, ({ def }) => def.id, () => true).map(view => ({ view, answer: ballots[view.round] ?? null })),
  }
}
