import type { Refusal } from '../protocol/refusal.ts'
import type { Workshop } from '../workshop.ts'
import { refuse } from '../protocol/refusal.ts'

/** Whether phones list the actions now, because the slide on screen does. [N5] */
export function showsPlan({ slide, actions, ended, pace }: Pick<Workshop, 'slide' | 'actions' | 'ended' | 'pace'>): boolean {
  return slide.plan === true && actions.list.length > 0 && !ended && pace.now === 'room'
}

/** Phones see a change of the actions while they list them. */
export function tellPhones(workshop: Workshop): void {
  if (workshop.slide.plan)
    workshop.attendeeRev++
}

/** Why nobody may offer to take an action now; null if they may. [N5] */
export function whyNoOffer(workshop: Workshop, id: string): Refusal | null {
  if (!showsPlan(workshop))
    return refuse('wrong_state', 'The plan is not on the screen now.')
  const action = workshop.actions.list.find(action => action.id === id)
  if (!action)
    return refuse('not_found', 'This action is no longer on the plan.')
  return action.owner === null ? null : refuse('wrong_state', `${action.owner} has it already.`)
}
