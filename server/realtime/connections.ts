import type { Buffer } from 'node:buffer'
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Socket } from 'socket.io'
import type { WebSocket } from 'ws'
import type { Auth } from '../web/auth.ts'
import type { LimitOptions } from './limit.ts'
import type { Line } from './line.ts'
import { randomUUID } from 'node:crypto'
import { Server } from 'socket.io'
import { isOwnHost, isOwnOrigin } from '../web/addresses.ts'
import { securityHeaders } from '../web/headers.ts'
import { MOST_UNREAD, together, WholeFramesServer } from './frames.ts'
import { Bucket } from './limit.ts'
import { openLine } from './line.ts'
import { limitUnpolled } from './unpolled.ts'

/** Who came, and how. */
export interface Arrival {
  attendee: string
  /** What the connection began with. */
  headers: IncomingMessage['headers']
  line: Line
  /** It is in the namespace, or about to be. */
  isIn: boolean
  /** Told of each command that came too fast; a connection that goes on with them is cut off. */
  wasTooFast: () => void
}

export interface Connections {
  io: Server
  /** Whose connection a socket has. */
  arrivalOf: (socket: Socket) => Arrival
}

export interface ConnectionOptions {
  auth: Pick<Auth, 'seat'>
  /** The address that phones use, where it is another than this machine's. */
  publicUrl: string | undefined
  /** Monotonic milliseconds. */
  monotonic: () => number
}

/** Commands that are refused for coming too fast. Somebody who taps as fast as they can comes nowhere near. */
const TOO_FAST = { burst: 100, perSecond: 1 }
/** Packets that go through Socket.IO: all of those who poll, a handful of all others. */
const PACKETS = { burst: 400, perSecond: 100 }
/** What to come in counts for: it is answered with all that a page starts with. */
const COMING_IN = 40
/** Letters that may wait for the next poll before anything more does. */
const MOST_UNPOLLED = 256_000

type Connection = Socket['conn']
/** As Engine.IO has it. */
interface Packet { data?: string | Buffer }
/** As Engine.IO has it, once it is a WebSocket. */
type EngineRequest = IncomingMessage & { websocket?: WebSocket }

/** A Socket.IO server for pages of ours: each connection has a seat from its first packet on, and takes as little as it can. */
export function createConnections(http: HttpServer, { auth, publicUrl, monotonic }: ConnectionOptions): Connections {
  const io = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 16_384,
    transports: ['websocket', 'polling'],
    pingInterval: 10_000,
    pingTimeout: 8_000,
    // Our pages say who they are with their first packet.
    connectTimeout: 10_000,
    wsEngine: WholeFramesServer,
    // CORS does not stop WebSockets: the origin is checked here, for both transports.
    allowRequest: ({ headers }, decide) => decide(null, isOwnHost(headers.host, publicUrl) && isOwnOrigin(headers.origin, headers.host, publicUrl)),
  })
  // Engine.IO forgets upgrades to elsewhere on connections that were used before: they would stay open for ever.
  http.on('upgrade', ({ url = '' }, connection) => void (url.startsWith(`${io.path()}/`) || connection.destroy()))
  const setHeaders = securityHeaders()
  http.prependListener('request', (request, response) => {
    if (!request.url!.startsWith(io.path()))
      return
    setHeaders(request, response, () => {})
    // Engine.IO would never answer.
    if (request.url!.includes('transport=websocket'))
      response.writeHead(400, { connection: 'close' }).end('This is no WebSocket.')
  })
  limitUnpolled(http, io, cutOff)
  // Engine.IO runs out of random numbers when many come at once, and then asks the system for each.
  io.engine.generateId = () => randomUUID()

  const seats = new WeakMap<IncomingMessage, ReturnType<Auth['seat']>>()
  const arrivals = new WeakMap<Connection, Arrival>()

  /** The same at every call, also where the seat is a new one. */
  function seatOf(request: IncomingMessage): ReturnType<Auth['seat']> {
    const seat = seats.get(request) ?? auth.seat(request)
    seats.set(request, seat)
    return seat
  }

  io.engine.on('initial_headers', (headers: Record<string, string>, request: IncomingMessage) => {
    // A page that was not served by us, such as the development server's, gets its seat with the connection.
    const { setCookie } = seatOf(request)
    if (setCookie)
      headers['set-cookie'] = setCookie
    // A room that comes back all at once waits for the system, and most for its writes: a WebSocket takes two, not six.
    // Who speaks another protocol is cut off right away, with whatever still waits.
    if (request.url!.includes('EIO=4'))
      together(request.socket)
  })
  io.engine.on('connection', (connection: Connection) => {
    const { socket, headers, websocket } = connection.request as EngineRequest
    const wasTooFast = cutOffAbove(connection, TOO_FAST)
    arrivals.set(connection, { attendee: seatOf(connection.request).attendee, headers, line: openLine(connection, websocket), isIn: false, wasTooFast })
    connection.once('packet', () => together(socket))
    const came = cutOffAbove(connection, PACKETS)
    connection.on('packet', ({ data }: Packet) => came(typeof data === 'string' && data.startsWith('0') ? COMING_IN : 1))
    limitUnsent(connection)
    // The request would take a sixth of the connection's memory for as long as that lasts. Socket.IO's `socket.request` and what its
    // handshake says of headers are empty from here on. `WholeFramesServer` does the rest.
    if (websocket)
      Object.assign(connection, { request: null })
  })

  /** What to call each time; a connection of which it is called more often than that is cut off. */
  function cutOffAbove(connection: Connection, limit: LimitOptions): (cost?: number) => void {
    let bucket: Bucket | undefined
    let isOver = false
    return (cost = 1) => {
      bucket ??= new Bucket(limit, monotonic())
      if (isOver || bucket.take(monotonic(), cost))
        return
      isOver = true
      cutOff(connection)
    }
  }

  return { io, arrivalOf: ({ conn }) => arrivals.get(conn)! }
}

/** What Engine.IO holds back, because a page does not poll or its WebSocket has no room, is limited as well. */
function limitUnsent(connection: Connection): void {
  let unsent = 0
  connection.on('packetCreate', ({ data }: Packet) => {
    const most = connection.transport.name === 'polling' ? MOST_UNPOLLED : MOST_UNREAD
    // A WebSocket with room for it takes all of it by then.
    if (unsent > most)
      setImmediate(() => unsent > most && cutOff(connection))
    unsent += data?.length ?? 0
  })
  connection.on('flush', () => unsent = 0)
}

/** Ends a connection at once: one that does not read would not read a farewell either. */
function cutOff(connection: Connection): void {
  // Whoever is sending to it just now need not see it go.
  setImmediate(() => {
    const websocket = Reflect.get(connection.transport, 'socket') as WebSocket | undefined
    if (websocket)
      websocket.terminate()
    else
      connection.close(true)
  })
}
