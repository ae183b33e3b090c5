import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Socket } from 'socket.io'
import type { WebSocket } from 'ws'
import type { Auth } from './auth.ts'
import type { Line } from './line.ts'
import { randomUUID } from 'node:crypto'
import { Server } from 'socket.io'
import { isOwnHost, isOwnOrigin } from './addresses.ts'
import { together, WholeFramesServer } from './frames.ts'
import { securityHeaders } from './headers.ts'
import { openLine } from './line.ts'

/** Who came, and how. */
export interface Arrival {
  attendee: string
  /** What the connection began with. */
  headers: IncomingMessage['headers']
  line: Line
  /** It is in the namespace, or about to be. */
  isIn: boolean
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
}

type Connection = Socket['conn']
/** As Engine.IO has it, once it is a WebSocket. */
type EngineRequest = IncomingMessage & { websocket?: WebSocket }

/** A Socket.IO server for pages of ours: each connection has a seat from its first packet on, and takes as little as it can. */
export function createConnections(http: HttpServer, { auth, publicUrl }: ConnectionOptions): Connections {
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
  http.prependListener('request', (request, response) => request.url!.startsWith(io.path()) && setHeaders(request, response, () => {}))
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
    arrivals.set(connection, { attendee: seatOf(connection.request).attendee, headers, line: openLine(connection, websocket), isIn: false })
    connection.once('packet', () => together(socket))
    // The request would take a sixth of the connection's memory for as long as that lasts. Socket.IO's `socket.request` and what its
    // handshake says of headers are empty from here on. `WholeFramesServer` does the rest.
    if (websocket)
      Object.assign(connection, { request: null })
  })

  return { io, arrivalOf: ({ conn }) => arrivals.get(conn)! }
}
