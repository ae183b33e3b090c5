import type { Attendee } from '../../link/attendee.ts'
import { itemsOf } from './items.ts'

/** The bar below the list of polls. */
export function listWords(attendee: Attendee): { lead: string, more: string } {
  const items = itemsOf(attendee)
  const all = items.length
  const done = items.filter(({ progress }) => progress === 'answered').length
  const change = `You can change them until ${attendee.view.value?.until === undefined ? 'we start' : 'they close'}.`
  if (done === all)
    return { lead: all === 1 ? 'Answered' : `All ${all} answered`, more: `Thank you. ${change}` }
  return { lead: `${done} of ${all} answered`, more: `In any order. ${change}` }
}
