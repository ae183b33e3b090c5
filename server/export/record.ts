import type { Welcome } from '../../core/protocol/down.ts'
import type { Workshop } from '../../core/workshop.ts'
import { seatCount } from '../../core/seats.ts'
import { pollView, roomView } from '../../core/views.ts'
import { FACILITATOR, SERVER } from '../../core/workshop.ts'

/**
 * The state of a workshop as a deck draws it without a server.
 * @param hidden with the results that the room was never shown [V4]
 */
export function recordOf(workshop: Workshop, hidden: boolean): Welcome {
  return {
    // Nobody can join a printed page; who was there shows by a vote.
    room: roomView(workshop, { online: votersOf(workshop), joinUrl: '' }),
    polls: [...workshop.polls.values()].map(poll => pollView(poll, hidden ? 'everything' : 'record', workshop)),
    mayMove: false,
  }
}

/** Attendees who voted at least once, or the seats that were taken: two phones may have had one after the other. */
function votersOf(workshop: Workshop): number {
  return seatCount(workshop)?.taken ?? [...workshop.seen.keys()].filter(by => by !== SERVER && by !== FACILITATOR).length
}
