import type { Refusal } from '../protocol/refusal.ts'
import type { Workshop } from '../workshop.ts'
import { z } from 'zod'
import { asksFollowUp } from '../actions/follow-up.ts'
import { baseline } from '../compare/schema.ts'
import { lastTimeIn } from '../plan/last-time.ts'
import { awaitsOptions } from '../polls/options.ts'
import { refuse } from '../protocol/refusal.ts'
import { commandId, commandSpec } from './spec.ts'

const payload = z.strictObject({
  type: z.literal('workshop:compare'),
  id: commandId,
  baseline: baseline.nullable().describe('What the earlier one came to; null: this one is compared with none.'),
})

/** It holds all that is compared, so that the log can be read without the earlier one. */
export const workshopCompare = commandSpec({
  type: 'workshop:compare',
  from: 'server',
  about: 'Compares the workshop with an earlier one.',
  refusals: ['wrong_state'],
  payload,
  concerns: 'screens',
  refuse: refuseCompare,
  apply: compare,
})

/** [K2] */
function refuseCompare({ actions, polls }: Workshop): Refusal | null {
  const isAsked = [...polls.values()].some(poll => asksFollowUp(poll.def) && !awaitsOptions(poll))
  return isAsked || Object.keys(actions.followed).length > 0
    ? refuse('wrong_state', 'The room has been through the actions of last time already.')
    : null
}

function compare(workshop: Workshop, _: string, { baseline }: z.infer<typeof payload>): void {
  workshop.baseline = baseline
  if (workshop.plan)
    workshop.plan.lastTime = lastTimeIn(baseline)
}
