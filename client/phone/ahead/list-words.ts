import type { Attendee } from '../../link/attendee.ts'
import { itemsOf } from './items.ts'

/** The bar below the list of polls. */
export function listWords(attendee: Attendee): { lead: string, more: string } {
  const items = itemsOf(attendee)
  const all = items.length
  const done = items.filter(({ progress }) => progress === 'answered').length
  if (done === all)
    return { lead: all === 1 ? 'Answered' : `All ${all} answered`, more: 'Thank you. You can change them until we start.' }
  return { lead: `${done} of ${all} answered`, more: 'In any order. You can change them until we start.' }
}
