import type { Refusal } from '../protocol/refusal.ts'
import type { Workshop } from '../workshop.ts'
import { refuse } from '../protocol/refusal.ts'
import { showsPlan } from './on-phones.ts'

/** Why nobody may offer to take an action now; null if they may. [N5] */
export function whyNoOffer(workshop: Workshop, id: string): Refusal | null {
  if (!showsPlan(workshop))
    return refuse('wrong_state', 'The plan is not on the screen now.')
  const action = workshop.actions.list.find(action => action.id === id)
  if (!action)
    return refuse('not_found', 'This action is no longer on the plan.')
  return action.owner === null ? null : refuse('wrong_state', `${action.owner} has it already.`)
}
