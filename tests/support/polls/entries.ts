import type { Entry } from '../../../core/entry.ts'
import { FACILITATOR, SERVER } from '../../../core/workshop.ts'
import { workshopStart } from './polls.ts'

/** The first entry of a workshop. */
export function startOf(workshop: string, at = 1000): Entry {
  return { at, by: SERVER, command: workshopStart({ workshop, title: `Title of ${workshop}` }) }
}

/** The entries that follow: as many as asked for, told apart by their number. */
export function slides(count: number, first = 1): Entry[] {
  return Array.from({ length: count }, (_, index): Entry => {
    const no = first + index
    return { at: 1000 + no, by: FACILITATOR, command: { type: 'slide:show', id: `command-${no}`, no, clicks: 0, poll: null } }
  })
}
