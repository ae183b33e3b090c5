import type { AttendeeView, Reactions } from '../../core/protocol/down.ts'
import type { Peers } from '../log/store.ts'
import type { Meter } from '../meter.ts'
import type { Acknowledge, Room } from '../rooms/room.ts'
import type { SeatCodes } from '../rooms/seats/codes.ts'
import type { Addresses } from './broadcast.ts'
import type { PageServer, PageSocket } from './page-socket.ts'
import type { Sender } from './receive.ts'
import { specOf } from '../../core/commands/commands.ts'
import { withCountdown } from '../../core/countdown.ts'
import { ownView } from '../../core/views/views.ts'
import { countWrongCodes } from '../access/wrong-codes.ts'
import { noMeter } from '../meter.ts'
import { audiencesOf, createBroadcast } from './broadcast.ts'
import { createOffers } from './offers.ts'
import { createPresence } from './presence.ts'
import { createReactions } from './reactions.ts'
import { createReceive } from './receive.ts'
import { sharePresence } from './shared-presence.ts'

export interface RealtimeOptions {
  room: Room
  codes: SeatCodes
  addresses: Addresses
  /** Monotonic milliseconds. */
  monotonic: () => number
  /** Milliseconds since the countdown was started. */
  countdownElapsed: () => number
  /** Whether commands can be stored now, as far as is known. */
  isStored: () => boolean
  /** The other servers that have this workshop. */
  peers: Peers
  meter?: Meter | undefined
  onFault: (error: unknown) => void
}

/** What the pages of one workshop are sent, and what comes from them. */
export interface Realtime {
  /** Takes in a page whose visitor is known, and sends what it starts with. */
  join: (socket: PageSocket) => void
  /** An attendee of this workshop has a page that is connected. */
  isHere: (attendee: string) => boolean
  /** How many attendees are connected. */
  readonly online: number
  /** How many pages are connected. */
  readonly pages: number
  /** Sends what has changed outside of the workshop: the addresses, whether anything can be stored. */
  readdress: () => void
  /** A phone's first view, without the countdown; the same for all who join while nothing changes for phones. */
  attendeeView: () => AttendeeView
  /** Takes what an attendee sends in another way than over a socket, and tells the attendee's pages of it. */
  receiveForm: (sender: Pick<Sender, 'attendee' | 'isHere'>, payload: unknown, answer: Acknowledge) => void
  /** Ends the connections of all pages. They come again by themselves. */
  disconnect: () => void
  /** Sends nothing more. */
  close: () => void
}

/** Speaks the protocol with the pages of one workshop: who is sent what. */
export function createRealtime(io: PageServer, { room, codes, addresses, monotonic, countdownElapsed, isStored, peers, meter = noMeter, onFault }: RealtimeOptions): Realtime {
  const audiences = audiencesOf(room.workshop.id)
  const { attendees, screens, facilitators } = audiences
  const presence = createPresence<PageSocket>()
  /** By their browsers, so that a projector window is not one more. */
  const movers = createPresence<PageSocket>()
  const showReactions = (counts: Reactions) => void io.to([screens, facilitators]).emit('reactions', counts)
  const reactions = createReactions((counts) => {
    showReactions(counts)
    peers.tell('reactions', room.workshop.id, counts)
  }, monotonic)
  const share = { peers, workshop: room.workshop.id, onChange: () => broadcast.changed(), monotonic }
  const shared = sharePresence({ ...share, here: presence, topic: 'attendees' })
  const sharedMovers = sharePresence({ ...share, here: movers, topic: 'facilitators' })
  const offers = createOffers(room, current => void io.to(facilitators).emit('offers', current))
  const stops = [
    peers.onTold('reactions', room.workshop.id, (_, counts) => showReactions(counts as Reactions)),
    peers.onTold('offer', room.workshop.id, (_, offer) => offers.take(...offer as Parameters<typeof offers.take>)),
  ]
  const broadcast = createBroadcast(io, room, { audiences, connected: () => shared.all, addresses, facilitators: () => sharedMovers.size, isStored, countdownElapsed, now: monotonic })
  const wrong = countWrongCodes({ peers, topic: 'wrong seat', workshop: room.workshop.id, now: monotonic })
  const receive = createReceive({ room, codes, wrong, react: reactions.add, offer: takeOffer, monotonic, meter, onFault })
  let pages = 0

  function takeOffer(...offer: Parameters<typeof offers.take>): void {
    offers.take(...offer)
    peers.tell('offer', room.workshop.id, offer)
  }

  function join(socket: PageSocket): void {
    const { role, attendee, mayMove } = socket.data
    pages++
    const left = meter.connected(role)
    socket.on('disconnect', () => {
      pages--
      left()
    })
    if (role === 'attendee') {
      void socket.join(attendees)
      presence.join(attendee, socket)
      shared.changed()
      socket.on('disconnect', () => {
        presence.leave(attendee, socket)
        shared.changed()
        broadcast.changed()
      })
      tellOwn(socket)
      socket.emit('attendee', withCountdown(broadcast.attendee(), room.workshop, countdownElapsed()))
      broadcast.changed()
    }
    else {
      if (mayMove) {
        movers.join(attendee, socket)
        sharedMovers.changed()
        socket.on('disconnect', () => {
          const before = sharedMovers.size
          movers.leave(attendee, socket)
          sharedMovers.changed()
          if (before > 1)
            broadcast.changed()
        })
      }
      void socket.join(role === 'facilitator' ? facilitators : screens)
      socket.emit('welcome', broadcast.welcome(role, mayMove))
      if (role === 'facilitator' && Object.keys(offers.current()).length > 0)
        socket.emit('offers', offers.current())
      if (sharedMovers.size > 1)
        broadcast.changed()
    }
    // A middleware that never calls `next`: every message is answered here and reaches no listener.
    socket.use((packet) => {
      const answer: unknown = packet.at(-1)
      // Without an acknowledgement nobody gets the answer, so the command is ignored.
      if (typeof answer === 'function')
        receive(socket.data, packet[0], packet.length > 2 ? packet[1] : undefined, answer as Acknowledge)
    })
  }

  /** This attendee's own state. */
  function tellOwn(socket: PageSocket): void {
    const { data } = socket
    data.seat = room.workshop.seated.get(data.attendee)
    socket.emit('own', ownView(room.workshop, data.attendee))
  }

  function welcomeAll(): void {
    for (const audience of [screens, facilitators]) {
      for (const id of io.of('/').adapter.rooms.get(audience) ?? []) {
        const socket = io.of('/').sockets.get(id)
        socket?.emit('welcome', broadcast.welcome(socket.data.role as 'screen' | 'facilitator', socket.data.mayMove))
      }
    }
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

  room.onChange((accepted, others) => {
    meter.accepted(accepted)
    broadcast.changed()
    // What a deck starts with has changed: it starts anew.
    if (accepted.some(({ command }) => command.type === 'workshop:compare'))
      welcomeAll()
    offers.tidy()
    const changed = new Set(accepted.map(({ command }) => specOf(command).changesOwn))
    if (changed.has('seats'))
      presence.all().filter(({ data }) => data.seat !== room.workshop.seated.get(data.attendee)).forEach(tellOwn)
    if (changed.has('all')) {
      presence.all().forEach(tellOwn)
    }
    else {
      for (const attendee of new Set(accepted.map(({ by }) => by))) {
        if (presence.connections(attendee).length > 1)
          tellTabs(attendee)
      }
    }
    // Another tab may have voted since a repeated command was first accepted: its sender would assume that it still counts. And whoever
    // sent something to another server, and came here since, knows only what was before.
    new Set(others).forEach(tellTabs)
  })

  return {
    join,
    isHere: attendee => presence.connections(attendee).length > 0,
    get online() {
      return shared.size
    },
    get pages() {
      return pages
    },
    readdress: broadcast.changed,
    attendeeView: broadcast.attendee,
    receiveForm,
    disconnect: () => io.in([attendees, screens, facilitators]).disconnectSockets(),
    close() {
      stops.forEach(stop => stop())
      shared.close()
      sharedMovers.close()
      wrong.close()
      broadcast.close()
    },
  }
}
