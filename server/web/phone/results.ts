import type { SharedResults } from '../../../client/phone/results/shared-results.ts'
import type { Workshop } from '../../../core/workshop.ts'
import { pollsOfRun } from '../../../core/plan/plan.ts'
import { recordOf } from '../../export/record.ts'

/** What phones may read once the workshop has ended: the record. [V9] */
export function sharedResults(workshop: Workshop): SharedResults {
  const { room, polls } = recordOf(workshop, false)
  const shown = polls.filter(({ result, voters }) => result && voters > 0)
  return {
    title: workshop.title,
    startedAt: workshop.startedAt,
    actions: room.actions?.list ?? [],
    polls: pollsOfRun(workshop.plan, shown, ({ def }) => def.id, () => true),
  }
}
