import type { Welcome } from '../../core/protocol/down.ts'
import type { Workshop } from '../../core/workshop.ts'
import { pollView, roomView } from '../../core/views/views.ts'
import { votersOf } from '../../core/workshop.ts'

/**
 * The state of a workshop as a deck draws it without a server.
 * @param hidden with the results that the room was never shown [V4]
 */
export function recordOf(workshop: Workshop, hidden: boolean): Welcome {
  return {
    // Nobody can join a printed page; those who were there are the voters.
    room: roomView(workshop, { online: votersOf(workshop).size, joinUrl: '' }),
    polls: [...workshop.polls.values()].map(poll => pollView(poll, hidden ? 'everything' : 'record', workshop)),
    mayMove: false,
  }
}
