import type { Server as HttpServer } from 'node:http'
import type { Server, Socket } from 'socket.io'
import type { Command, CommandOf, CommandType } from '../../core/commands/commands.ts'
import type { Handshake } from '../../core/protocol/handshake.ts'
import type { Refusal, Reply } from '../../core/protocol/refusal.ts'
import type { Answer, Room } from '../rooms/room.ts'
import type { Auth } from '../web/auth.ts'
import type { Arrival } from './connections.ts'
import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { commands } from '../../core/commands/commands.ts'
import { decide } from '../../core/fold.ts'
import { refuse } from '../../core/protocol/refusal.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { ownView } from '../../core/views/views.ts'
import { FACILITATOR } from '../../core/workshop.ts'
import { createSeatClaims } from '../rooms/seats/claims.ts'
import { seatCodes } from '../rooms/seats/codes.ts'
import { ATTENDEES, createBroadcast, FACILITATORS, SCREENS } from './broadcast.ts'
import { createConnections } from './connections.ts'
import { createLimits } from './limit.ts'
import { createPresence } from './presence.ts'
import { createReactions } from './reactions.ts'

const handshake = z.object({ role: z.enum(['attendee', 'screen', 'facilitator']), v: z.int() })

/** A page may send a burst of taps; in the long run nobody votes faster than this. */
const LIMIT = { burst: 40, perSecond: 10 }
/** A key held down runs through the slides faster than any hand. */
const FACILITATOR_LIMIT = { burst: 400, perSecond: 100 }
/** Enough to clap, too little to cover the slide. */
const REACTION_LIMIT = { burst: 6, perSecond: 2 }
/** Bytes in the log per attendee: 2.4 MB in the first hour. A vote takes 300, the longest ballot 16,000. */
const WRITING_LIMIT = { burst: 512_000, perSecond: 512 }
/** Bytes of an entry in the log, besides the ballot's answer. */
const ENTRY_BYTES = 256

/** Pages of one identity at once. Each is sent the votes of the others. */
const MOST_PAGES = 50

/** These may change which ballots count, so pages need their own state again. */
const OLD_BALLOTS: readonly CommandType[] = ['poll:restore', 'poll:repeat', 'step:undo', 'workshop:define']

export interface SocketOptions {
  room: Room
  auth: Auth
  joinUrl: () => string
  publicUrl: string | undefined
  /** Monotonic milliseconds. */
  monotonic: () => number
  onFault: (error: unknown) => void
}

interface Visitor {
  role: Handshake['role']
  /** The attendee's id; with the facilitator's cookie it acts as the facilitator instead. */
  attendee: string
  mayMove: boolean
  /** The seat that was last sent to the page. */
  seat?: string | undefined
  wasTooFast: Arrival['wasTooFast']
}

/**
 * The protocol over Socket.IO: who may connect, who may send what, one answer for every command.
 * @returns also a function that sends a changed join address to the slides
 */
export function createSockets(http: HttpServer, { room, auth, joinUrl, publicUrl, monotonic, onFault }: SocketOptions): { io: Server, readdress: () => void } {
  const { io, arrivalOf } = createConnections(http, { auth, publicUrl, monotonic })
  const pages = new Map<string, number>()
  const presence = createPresence<Socket<any, any, any, Visitor>>()
  // They count per identity, in whatever role and however often it reconnects.
  const limits = createLimits(LIMIT)
  const facilitatorLimits = createLimits(FACILITATOR_LIMIT)
  const reactionLimits = createLimits(REACTION_LIMIT)
  const writingLimits = createLimits(WRITING_LIMIT)
  const reactions = createReactions(counts => void io.to([SCREENS, FACILITATORS]).emit('reactions', counts), monotonic)
  const broadcast = createBroadcast(io, room, presence, joinUrl, monotonic)
  const seats = createSeatClaims({ room, codes: seatCodes(auth, room.workshop.id), isHere: attendee => presence.connections(attendee).length > 0, now: monotonic })

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
    socket.data = { role, attendee, mayMove, wasTooFast } satisfies Visitor
    next()
  })

  io.on('connection', (socket: Socket<any, any, any, Visitor>) => {
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
      socket.emit('attendee', broadcast.attendee())
      broadcast.changed()
    }
    else {
      void socket.join(role === 'facilitator' ? FACILITATORS : SCREENS)
      socket.emit('welcome', broadcast.welcome(role, mayMove))
    }
    // A middleware that never calls `next`: every message is answered here and reaches no listener.
    socket.use((packet) => {
      const answer: unknown = packet.at(-1)
      // Without an acknowledgement nobody gets the answer, so the command is ignored.
      if (typeof answer === 'function')
        receive(socket.data, packet[0], packet.length > 2 ? packet[1] : undefined, answer as Answer)
    })
  })

  /** This attendee's own state. */
  function tellOwn(socket: Socket<any, any, any, Visitor>): void {
    const { data } = socket
    data.seat = room.workshop.seated.get(data.attendee)
    socket.emit('own', ownView(room.workshop, data.attendee))
  }

  /** Checks and answers every message of every role. [C1] [C2] */
  function receive(visitor: Visitor, event: unknown, payload: unknown, answer: Answer): void {
    try {
      const checked = check(visitor, event, payload)
      if ('ok' in checked)
        answer(checked)
      else if (checked.type === 'reaction:send')
        answer(react(visitor.attendee, checked))
      else if (checked.type === 'seat:claim')
        seats.claim(visitor.attendee, checked).then(answer, error => answer(faultOf(error)))
      else if (commands[checked.type].from !== 'attendee')
        room.enqueue(FACILITATOR, checked, answer)
      else if (mayWrite(visitor.attendee, checked))
        room.enqueue(visitor.attendee, checked, answer)
      else
        answer(refuse('rate_limited', 'You sent more than one person may write here. Wait a few minutes.'))
    }
    catch (error) {
      answer(faultOf(error))
    }
  }

  function mayWrite(attendee: string, command: Command): boolean {
    const bytes = command.type === 'ballot:cast' ? Buffer.byteLength(JSON.stringify(command.answer)) : 0
    return writingLimits.allows(attendee, monotonic(), bytes + ENTRY_BYTES)
  }

  function faultOf(error: unknown): Refusal {
    onFault(error)
    return refuse('internal', 'Something went wrong on our side. Please try again.')
  }

  /** After the answers, so that a tab's last message is what counts. */
  function tellTabs(attendee: string): void {
    const view = ownView(room.workshop, attendee)
    presence.connections(attendee).forEach(socket => void socket.emit('own', view))
  }

  /** The command, if its sender may send it. */
  function check(visitor: Visitor, event: unknown, payload: unknown): Command | Refusal {
    if (!(visitor.mayMove ? facilitatorLimits : limits).allows(visitor.attendee, monotonic())) {
      visitor.wasTooFast()
      return refuse('rate_limited', 'Too many taps at once. Wait a moment.')
    }
    const type = (payload as { type?: unknown } | null | undefined)?.type
    if (event !== 'command' || typeof type !== 'string' || !Object.hasOwn(commands, type))
      return refuse('unknown_message', `There is no message "${String(event)}${typeof type === 'string' ? ` ${type.slice(0, 40)}` : ''}".`)
    const { from, payload: schema } = commands[type as CommandType]
    if (from === 'server' || (from === 'attendee' ? visitor.role !== 'attendee' : !visitor.mayMove))
      return refuse('not_allowed', from === 'facilitator' ? 'Only the facilitator may do this. Sign in with the link from the terminal.' : 'This page may not send that.')
    const parsed = parse(schema, payload)
    if (parsed?.success)
      return parsed.data
    const issue = parsed?.error.issues[0]
    return refuse('malformed', `${issue?.path.join('.') || type}: ${issue?.message ?? 'Invalid input'}`)
  }

  function react(attendee: string, command: CommandOf<'reaction:send'>): Reply {
    if (!reactionLimits.allows(attendee, monotonic()))
      return refuse('rate_limited', 'One after the other, please.')
    const refusal = decide(room.workshop, attendee, command)
    if (refusal)
      return refusal
    reactions.add(command.emoji)
    return { ok: true }
  }

  room.onChange((accepted, resenders) => {
    broadcast.changed()
    if (accepted.some(({ command }) => command.type.startsWith('seat'))) {
      for (const socket of io.of('/').sockets.values()) {
        if (socket.data.role === 'attendee' && socket.data.seat !== room.workshop.seated.get(socket.data.attendee))
          tellOwn(socket)
      }
    }
    if (accepted.some(({ command }) => OLD_BALLOTS.includes(command.type))) {
      for (const socket of io.of('/').sockets.values()) {
        if (socket.data.role === 'attendee')
          tellOwn(socket)
      }
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

  return { io, readdress: broadcast.changed }
}

/** zod reads a list's `length` before it knows that it is a list, and throws if that is an object. */
function parse(schema: z.ZodType<Command>, payload: unknown): z.ZodSafeParseResult<Command> | null {
  try {
    return schema.safeParse(payload)
  }
  catch {
    return null
  }
}
