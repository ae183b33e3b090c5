import type { MayRun } from '../access/may-run.ts'
import type { Room } from '../rooms/room.ts'
import type { Arrival, Connections } from './connections.ts'
import type { PageSocket, Visitor } from './page-socket.ts'
import type { Realtime } from './realtime.ts'
import { handshake } from '../../core/protocol/handshake.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { UserError } from '../user-error.ts'

/** Pages of one identity at once. Each is sent the votes of the others. */
const MOST_PAGES = 50

/** A workshop that pages may join. */
export interface Joinable {
  room: Room
  realtime: Realtime
}

export interface SocketOptions {
  mayRun: MayRun
  /**
   * The workshop with a code; undefined: the one that the root leads to.
   * @throws UserError when it cannot be opened
   */
  placeOf: (code: string | undefined, arrival: Arrival) => Promise<Joinable | undefined>
  onFault: (error: unknown) => void
}

/** Lets pages in: who may connect, and to which workshop. */
export function letPagesIn({ io, arrivalOf }: Connections, { mayRun, placeOf, onFault }: SocketOptions): void {
  const pages = new Map<string, number>()
  const places = new WeakMap<PageSocket, Joinable>()

  io.use(async (socket, next) => {
    const parsed = handshake.safeParse(socket.handshake.auth)
    if (!parsed.success)
      return next(new Error('malformed'))
    const { role, v, workshop: code } = parsed.data
    if (v < PROTOCOL_VERSION)
      return next(new Error('client_too_old'))
    const arrival = arrivalOf(socket)
    // Socket.IO accepts several connects that arrive together.
    if (arrival.isIn)
      return next(new Error('malformed'))
    arrival.isIn = true
    const refuse = (why: string) => {
      arrival.isIn = false
      next(new Error(why))
    }
    const { attendee, wasTooFast } = arrival
    let place: Joinable | undefined
    let mayMove = false
    try {
      place = await placeOf(code, arrival)
      mayMove = place !== undefined && role !== 'attendee' && mayRun(arrival, place.room.workshop.id)
    }
    catch (error) {
      if (!(error instanceof UserError))
        onFault(error)
      return refuse('unavailable')
    }
    if (!place)
      return refuse('no_workshop')
    const { realtime } = place
    if (role === 'facilitator' && !mayMove)
      return refuse('not_allowed')
    if ((pages.get(attendee) ?? 0) >= MOST_PAGES)
      return refuse('too_many_pages')
    places.set(socket, place)
    socket.data = { role, attendee, mayMove, wasTooFast, isHere: () => realtime.isHere(attendee) } satisfies Visitor
    next()
  })

  io.on('connection', (socket: PageSocket) => {
    const { attendee } = socket.data
    const arrival = arrivalOf(socket)
    pages.set(attendee, (pages.get(attendee) ?? 0) + 1)
    socket.on('disconnect', () => {
      arrival.isIn = false
      const left = pages.get(attendee)! - 1
      left > 0 ? pages.set(attendee, left) : pages.delete(attendee)
    })
    places.get(socket)!.realtime.join(socket)
  })
}
