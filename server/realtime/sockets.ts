import type { Server as HttpServer } from 'node:http'
import type { AttendeeView } from '../../core/protocol/down.ts'
import type { Auth } from '../access/auth.ts'
import type { Acknowledge, Room } from '../rooms/room.ts'
import type { PageServer, PageSocket, Visitor } from './page-socket.ts'
import type { Sender } from './receive.ts'
import { specOf } from '../../core/commands/commands.ts'
import { withCountdown } from '../../core/countdown.ts'
import { handshake } from '../../core/protocol/handshake.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { ownView } from '../../core/views/views.ts'
import { seatCodes } from '../rooms/seats/codes.ts'
import { ATTENDEES, createBroadcast, FACILITATORS, SCREENS } from './broadcast.ts'
import { createConnections } from './connections.ts'
import { createOffers } from './offers.ts'
import { createPresence } from './presence.ts'
import { createReactions } from './reactions.ts'
import { createReceive } from './receive.ts'

/** Pages of one identity at once. Each is sent the votes of the others. */
const MOST_PAGES = 50

export interface SocketOptions {
  room: Room
  auth: Auth
  joinUrl: () => string
  publicUrl: string | undefined
  /** Monotonic milliseconds. */
  monotonic: () => number
  /** Milliseconds since the countdown was started. */
  countdownElapsed: () => number
  onFault: (error: unknown) => void
}

export interface Sockets {
  io: PageServer
  /** Sends the join address to the slides where it has changed. */
  readdress: () => void
  /** A phone's first view, without the countdown; the same for all who join while nothing changes for phones. */
  attendeeView: () => AttendeeView
  /** Takes what an attendee sends in another way than over a socket, and tells the attendee's pages of it. */
  receiveForm: (sender: Pick<Sender, 'attendee' | 'isHere'>, payload: unknown, answer: Acknowledge) => void
}

/** Speaks the protocol over Socket.IO: who may connect, and who is sent what. */
export function createSockets(http: HttpServer, { room, auth, joinUrl, publicUrl, monotonic, countdownElapsed, onFault }: SocketOptions): Sockets {
  const { io, arrivalOf } = createConnections(http, { auth, publicUrl, monotonic })
  const pages = new Map<string, number>()
  const presence = createPresence<PageSocket>()
  const reactions = createReactions(counts => void io.to([SCREENS, FACILITATORS]).emit('reactions', counts), monotonic)
  const offers = createOffers(room, current => void io.to(FACILITATORS).emit('offers', current))
  const broadcast = createBroadcast(io, room, { presence, joinUrl, countdownElapsed, now: monotonic })
  const receive = createReceive({ room, codes: seatCodes(auth, room.workshop.id), react: reactions.add, offer: offers.take, monotonic, onFault })

  io.use((socket, next) => {
    const parsed = handshake.safeParse(socket.handshake.auth)
    if (!parsed.success)
      return next(new Error('malformed'))
    const { role, v } = parsed.data
    if (v < PROTOCOL_VERSION)
      return next(new Error('client_too_old'))
    const arrival = arrivalOf(socket)
    // Socket.IO accepts several connects that arrive together.
    if (arrival.isIn)
      return next(new Error('malformed'))
    const mayMove = role !== 'attendee' && auth.isFacilitator(arrival)
    if (role === 'facilitator' && !mayMove)
      return next(new Error('not_allowed'))
    const { attendee, wasTooFast } = arrival
    if ((pages.get(attendee) ?? 0) >= MOST_PAGES)
      return next(new Error('too_many_pages'))
    arrival.isIn = true
    socket.data = { role, attendee, mayMove, wasTooFast, isHere: () => presence.connections(attendee).length > 0 } satisfies Visitor
    next()
  })

  io.on('connection', (socket: PageSocket) => {
    const { role, attendee, mayMove } = socket.data
    const arrival = arrivalOf(socket)
    pages.set(attendee, (pages.get(attendee) ?? 0) + 1)
    socket.on('disconnect', () => {
      arrival.isIn = false
      const left = pages.get(attendee)! - 1
      left > 0 ? pages.set(attendee, left) : pages.delete(attendee)
    })
    if (role === 'attendee') {
      void socket.join(ATTENDEES)
      presence.join(attendee, socket)
      socket.on('disconnect', () => {
        presence.leave(attendee, socket)
        broadcast.changed()
      })
      tellOwn(socket)
      socket.emit('attendee', withCountdown(broadcast.attendee(), room.workshop, countdownElapsed()))
      broadcast.changed()
    }
    else {
      void socket.join(role === 'facilitator' ? FACILITATORS : SCREENS)
      socket.emit('welcome', broadcast.welcome(role, mayMove))
      if (role === 'facilitator' && Object.keys(offers.current()).length > 0)
        socket.emit('offers', offers.current())
    }
    // A middleware that never calls `next`: every message is answered here and reaches no listener.
    socket.use((packet) => {
      const answer: unknown = packet.at(-1)
      // Without an acknowledgement nobody gets the answer, so the command is ignored.
      if (typeof answer === 'function')
        receive(socket.data, packet[0], packet.length > 2 ? packet[1] : undefined, answer as Acknowledge)
    })
  })

  function phones(): PageSocket[] {
    return [...io.of('/').sockets.values()].filter(({ data }) => data.role === 'attendee')
  }

  /** This attendee's own state. */
  function tellOwn(socket: PageSocket): void {
    const { data } = socket
    data.seat = room.workshop.seated.get(data.attendee)
    socket.emit('own', ownView(room.workshop, data.attendee))
  }

  /** After the answers, so that a tab's last message is what counts. */
  function tellTabs(attendee: string): void {
    const view = ownView(room.workshop, attendee)
    presence.connections(attendee).forEach(socket => void socket.emit('own', view))
  }

  function receiveForm(sender: Pick<Sender, 'attendee' | 'isHere'>, payload: unknown, answer: Acknowledge): void {
    receive({ ...sender, role: 'attendee', mayMove: false, wasTooFast: () => {} }, 'command', payload, (reply) => {
      answer(reply)
      if (reply.ok)
        tellTabs(sender.attendee)
    })
  }

  room.onChange((accepted, resenders) => {
    broadcast.changed()
    offers.tidy()
    const changed = new Set(accepted.map(({ command }) => specOf(command).changesOwn))
    if (changed.has('seats'))
      phones().filter(({ data }) => data.seat !== room.workshop.seated.get(data.attendee)).forEach(tellOwn)
    if (changed.has('all')) {
      phones().forEach(tellOwn)
    }
    else {
      for (const attendee of new Set(accepted.map(({ by }) => by))) {
        if (presence.connections(attendee).length > 1)
          tellTabs(attendee)
      }
    }
    // Another tab may have voted since the command was first accepted: its sender would assume that it still counts.
    new Set(resenders).forEach(tellTabs)
  })

  return { io, readdress: broadcast.changed, attendeeView: broadcast.attendee, receiveForm }
}
