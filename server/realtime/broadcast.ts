import type { AttendeeView, PollView, RoomView, Welcome } from '../../core/protocol/down.ts'
import type { Poll, Workshop } from '../../core/workshop.ts'
import type { Room } from '../rooms/room.ts'
import type { PageServer } from './page-socket.ts'
import { withCountdown } from '../../core/countdown.ts'
import { lacksOptions } from '../../core/polls/options.ts'
import { attendeeView, pollView, roomView } from '../../core/views/views.ts'

/** The Socket.IO rooms of a workshop. */
export type Audiences = Record<'attendees' | 'screens' | 'facilitators', string>

export function audiencesOf(workshop: string): Audiences {
  return { attendees: `${workshop} attendees`, screens: `${workshop} screens`, facilitators: `${workshop} facilitators` }
}

/** Where a workshop is reached. */
export interface Addresses {
  /** What phones open. */
  joinUrl: () => string
  /** What people may type instead. */
  typed: () => string
}

/** One frame of a 60 Hz screen. */
const FRAME_MS = 16
/** Sending takes at most a fifth of the time, however much attendees write: votes come first. */
const REST = 4
/** Pages can't draw texts faster than that, and they are load for the network. */
const ROWS_PER_MS = 4

export interface Broadcast {
  /** Sends a change to everyone concerned: at once, and then at most once per frame. */
  changed: () => void
  welcome: (role: 'screen' | 'facilitator', mayMove: boolean) => Welcome
  /** A phone's first view, without the countdown; the same for all who join while nothing changes for phones. */
  attendee: () => AttendeeView
  /** Sends nothing more. */
  close: () => void
}

export interface BroadcastOptions {
  audiences: Audiences
  /** Those who are connected, here or to other servers. */
  connected: () => Iterable<string>
  addresses: Addresses
  /** How many browsers may move the room. */
  facilitators: () => number
  /** Whether commands can be stored now. */
  isStored: () => boolean
  /** Milliseconds since the countdown was started. */
  countdownElapsed: () => number
  /** Monotonic milliseconds. */
  now: () => number
}

/**
 * Sends views to those who share them, each made and encoded once, and only if somebody listens. A vote is sent to screens
 * only; phones get an update when the slide, the round or the reveal changes.
 */
export function createBroadcast(io: PageServer, room: Room, { audiences, connected, addresses, facilitators: movers, isStored, countdownElapsed, now }: BroadcastOptions): Broadcast {
  const { attendees, screens, facilitators } = audiences
  const sentPolls = new Map<string, string>()
  const views = { screen: new Map<string, Made>(), facilitator: new Map<string, Made>() }
  let sentAttendeeRev = room.workshop.attendeeRev
  let sentRoom = ''
  /** Screens and panels have been sent what there was, or there are none. */
  let isAudienceCurrent = false
  let nextAt = -Infinity
  let timer: NodeJS.Timeout | undefined
  let start: { workshop: Workshop, rev: number, view: AttendeeView } | undefined
  let isClosed = false

  function view(): RoomView {
    return roomView(room.workshop, { attendees: connected(), joinUrl: addresses.joinUrl(), address: addresses.typed(), facilitators: movers(), isStored: isStored(), now: room.now() })
  }

  function timed<View extends AttendeeView | RoomView>(view: View): View {
    return withCountdown(view, room.workshop, countdownElapsed())
  }

  /** A page that joins needs all polls: views of unchanged ones are cached. */
  function pollFor(audience: 'screen' | 'facilitator', poll: Poll, key = keyOf(room.workshop, poll)): PollView {
    const known = views[audience].get(poll.def.id)
    if (known?.poll === poll && known.key === key)
      return known.view
    const view = pollView(poll, audience, room.workshop)
    views[audience].set(poll.def.id, { poll, key, view })
    return view
  }

  function isHeard(listeners: string): boolean {
    return (io.of('/').adapter.rooms.get(listeners)?.size ?? 0) > 0
  }

  function send(): void {
    clearTimeout(timer)
    timer = undefined
    const begun = now()
    const rows = sendChanges()
    const took = now() - begun
    nextAt = begun + Math.max(FRAME_MS, took + REST * took, rows / ROWS_PER_MS)
  }

  /** @returns how many rows of results were in it */
  function sendChanges(): number {
    const { workshop } = room
    isAudienceCurrent = isHeard(screens) || isHeard(facilitators)
    const rows = isAudienceCurrent ? sendToAudience(workshop) : 0
    if (sentAttendeeRev !== workshop.attendeeRev) {
      sentAttendeeRev = workshop.attendeeRev
      if (isHeard(attendees))
        io.to(attendees).emit('attendee', timed(attendeeView(workshop)))
    }
    return rows
  }

  /** What there is now is not sent to the audience again. */
  function catchUp(workshop: Workshop, view: RoomView): void {
    for (const [id, poll] of workshop.polls)
      sentPolls.set(id, keyOf(workshop, poll))
    sentRoom = roomKey(workshop, view)
    isAudienceCurrent = true
  }

  /** To screens and panels. */
  function sendToAudience(workshop: Workshop): number {
    let rows = 0
    const sendPoll = (audience: 'screen' | 'facilitator', listeners: string, poll: Poll, key: string) => {
      if (!isHeard(listeners))
        return
      const view = pollFor(audience, poll, key)
      rows += view.result?.rows.length ?? 0
      io.to(listeners).emit('poll', view)
    }
    for (const [id, poll] of workshop.polls) {
      const key = keyOf(workshop, poll)
      if (sentPolls.get(id) === key)
        continue
      sentPolls.set(id, key)
      sendPoll('screen', screens, poll, key)
      sendPoll('facilitator', facilitators, poll, key)
    }
    const room_ = view()
    const key = roomKey(workshop, room_)
    if (sentRoom !== key) {
      sentRoom = key
      io.to([screens, facilitators]).emit('room', timed(room_))
    }
    return rows
  }

  return {
    changed() {
      if (isClosed)
        return
      const wait = nextAt - now()
      if (wait <= 0)
        send()
      else
        timer ??= setTimeout(send, wait)
    },
    welcome(role, mayMove) {
      const { workshop } = room
      const current = view()
      if (!isAudienceCurrent)
        catchUp(workshop, current)
      return {
        room: timed(current),
        polls: [...workshop.polls.values()].map(poll => pollFor(role, poll)),
        ...workshop.baseline && { baseline: workshop.baseline },
        mayMove,
      }
    },
    attendee() {
      const { workshop } = room
      if (start?.workshop !== workshop || start.rev !== workshop.attendeeRev)
        start = { workshop, rev: workshop.attendeeRev, view: attendeeView(workshop) }
      return start.view
    },
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

/** A view as it was made for a state of its poll. */
interface Made { poll: Poll, key: string, view: PollView }

/** Everything that changes a poll's views: its own changes, options that another poll has for it, the end. */
function keyOf(workshop: Workshop, poll: Poll): string {
  return `${poll.rev} ${lacksOptions(workshop, poll)} ${workshop.ended}`
}

/** The parts of a room that are worth sending; its revision alone is not, nor that time passes. */
function roomKey({ countdown }: Workshop, { rev: _, plan, ...rest }: RoomView): string {
  return JSON.stringify([rest, countdown, plan && { ...plan, clock: plan.clock && [plan.clock.part, plan.clock.isRunning] }])
}
