import type { Server } from 'socket.io'
import type { RoomView, Welcome } from '../core/protocol/down.ts'
import type { Workshop } from '../core/workshop.ts'
import type { Presence } from './presence.ts'
import type { Room } from './room.ts'
import { attendeeView, pollView, roomView } from '../core/views.ts'
import { SharedText } from './frames.ts'
import { eventMessage } from './line.ts'

/** Socket.IO rooms. */
export const ATTENDEES = 'attendees'
export const SCREENS = 'screens'
export const FACILITATORS = 'facilitators'

/** One frame of a 60 Hz screen. */
const FRAME_MS = 16

export interface Broadcast {
  /** Something changed: tells everyone whom it concerns, at once, and then at most once a frame. */
  changed: () => void
  welcome: (role: 'screen' | 'facilitator', mayMove: boolean) => Welcome
  /** What a phone starts with; the same for all who come while nothing changes. */
  attendeeMessage: () => SharedText
}

/**
 * Sends views to those who share them, each encoded once. A vote reaches screens only; phones hear when the slide, the
 * round or the reveal changes.
 * @param now monotonic milliseconds
 */
export function createBroadcast(io: Server, room: Room, presence: Pick<Presence<unknown>, 'online'>, joinUrl: () => string, now: () => number): Broadcast {
  const sentPolls = new Map([...room.workshop.polls].map(([id, poll]) => [id, poll.rev]))
  let sentAttendeeRev = room.workshop.attendeeRev
  let sentRoom = roomKey(view())
  let lastSent = -Infinity
  let timer: NodeJS.Timeout | undefined
  let start: { workshop: Workshop, rev: number, message: SharedText } | undefined

  function view(): RoomView {
    return roomView(room.workshop, { online: presence.online, joinUrl: joinUrl() })
  }

  function send(): void {
    timer = undefined
    lastSent = now()
    const { workshop } = room
    for (const [id, poll] of workshop.polls) {
      if (sentPolls.get(id) === poll.rev)
        continue
      sentPolls.set(id, poll.rev)
      io.to(SCREENS).emit('poll', pollView(poll, 'screen', workshop))
      io.to(FACILITATORS).emit('poll', pollView(poll, 'facilitator', workshop))
    }
    const room_ = view()
    if (sentRoom !== roomKey(room_)) {
      sentRoom = roomKey(room_)
      io.to([SCREENS, FACILITATORS]).emit('room', room_)
    }
    if (sentAttendeeRev !== workshop.attendeeRev) {
      sentAttendeeRev = workshop.attendeeRev
      io.to(ATTENDEES).emit('attendee', attendeeView(workshop))
    }
  }

  return {
    changed() {
      const wait = lastSent + FRAME_MS - now()
      if (wait <= 0)
        send()
      else
        timer ??= setTimeout(send, wait)
    },
    welcome: (role, mayMove) => ({
      room: view(),
      polls: [...room.workshop.polls.values()].map(poll => pollView(poll, role, room.workshop)),
      mayMove,
    }),
    attendeeMessage() {
      const { workshop } = room
      if (start?.workshop !== workshop || start.rev !== workshop.rev)
        start = { workshop, rev: workshop.rev, message: new SharedText(eventMessage('attendee', attendeeView(workshop))) }
      return start.message
    },
  }
}

/** What makes a room view worth sending; its revision alone does not. */
function roomKey({ rev: _, ...rest }: RoomView): string {
  return JSON.stringify(rest)
}
