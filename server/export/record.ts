import type { DeckRecord, PollView, RoomView } from '../../core/protocol/down.ts'
import type { Workshop } from '../../core/workshop.ts'
import { isDeclared } from '../../core/actions/actions.ts'
import { pollView, roomView } from '../../core/views/views.ts'
import { votersOf } from '../../core/workshop.ts'
import { anonymous } from './anonymous.ts'

/**
 * The state of a workshop as a deck draws it without a server.
 * @param hidden with the results that the room was never shown [V4]
 * @param all with the slides that were not run [L7]
 */
export function recordOf(workshop: Workshop, hidden: boolean, all = false): DeckRecord {
  return {
    // Nobody can join a printed page; those who were there are the voters.
    room: withoutOrigins(roomView(workshop, { attendees: votersOf(workshop), joinUrl: '', address: '', facilitators: 0, now: workshop.at }), workshop),
    polls: [...workshop.polls.values()].map(poll => withoutOrigin(pollView(poll, hidden ? 'everything' : 'record', workshop))),
    ...workshop.baseline && { baseline: workshop.baseline },
    mayMove: false,
    all,
    shown: [...workshop.shown.keys()],
  }
}

/** Actions that come from a text don't have the id that its phone gave it. [M6] */
function withoutOrigins(room: RoomView, workshop: Workshop): RoomView {
  const list = room.actions?.list.map(({ evidence, ...action }) => ({ ...action, ...evidence && { evidence: isDeclared(workshop, evidence) ? evidence : { ...evidence, option: evidence.label } } }))
  return { ...room, ...list && { actions: { ...room.actions, list } } }
}

function withoutOrigin(view: PollView): PollView {
  const { result, previous } = view
  return { ...view, ...result && { result: anonymous(result) }, ...previous && { previous: { ...previous, result: anonymous(previous.result) } } }
}
