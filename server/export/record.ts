import type { Welcome } from '../../core/protocol/down.ts'
import type { Workshop } from '../../core/workshop.ts'
import { pollView, roomView } from '../../core/views.ts'

/**
 * The state of a workshop as a deck draws it without a server.
 * @param hidden with the results that the room was never shown [V4]
 */
export function recordOf(workshop: Workshop, hidden: boolean): Welcome {
  return {
    // Nobody can join a printed page.
    room: roomView(workshop, { online: 0, joinUrl: '' }),
    polls: [...workshop.polls.values()].map(poll => pollView(poll, hidden ? 'everything' : 'record')),
    mayMove: false,
  }
}
