import type { Buffer } from 'node:buffer'
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Auth } from '../access/auth.ts'
import type { LimitOptions } from '../limit.ts'
import type { PageServer, PageSocket } from './page-socket.ts'
import { randomUUID } from 'node:crypto'
import { Server } from 'socket.io'
import { MESSAGE_BYTES } from '../../core/protocol/limits.ts'
import { isOwnHost, isOwnOrigin } from '../access/addresses.ts'
import { securityHeaders } from '../access/headers.ts'
import { Bucket } from '../limit.ts'
import { guardedWebSockets } from './guarded-websockets.ts'
import { limitUnpolled } from './unpolled.ts'

/** A new connection. */
export interface Arrival {
  attendee: string
  /** The headers of its first request. */
  headers: IncomingMessage['headers']
  /** It is in the namespace, or about to join it. */
  isIn: boolean
  /** Called for every command that came too fast; a connection with too many of them is closed. */
  wasTooFast: () => void
}

export interface Connections {
  io: PageServer
  /** Whose connection a socket has. */
  arrivalOf: (socket: PageSocket) => Arrival
  /** Whether whoever comes is let in from now on, or sent away: to another server, where a proxy has one. Those who are here stay. */
  take: (isTaking: boolean) => void
}

export interface ConnectionOptions {
  auth: Pick<Auth, 'identify'>
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
/**
 * Bytes that may wait for a WebSocket before it is sent anything more: above that it is cut off, and begins anew when it comes back.
 * A single view may be longer.
 */
const MOST_UNREAD_BYTES = 1_000_000
/** Letters that may wait for the next poll before anything more does. */
const MOST_UNPOLLED_LETTERS = 256_000

type Connection = PageSocket['conn']
/** As Engine.IO has it. */
interface Packet { data?: string | Buffer }
/** What Engine.IO calls a connection, which its types keep to themselves. */
const idOf = (connection: Connection) => (connection as unknown as { id: string }).id

/** A Socket.IO server for our pages: every connection has an identity from its first packet on, and costs as little as possible. */
export function createConnections(http: HttpServer, { auth, publicUrl, monotonic }: ConnectionOptions): Connections {
  const websockets = new WeakMap<IncomingMessage, WebSocket>()
  /** Of connections that began with polling, by their ids. */
  const upgrades = new Map<string, WebSocket>()

  function keepWebSocket(websocket: WebSocket, request: IncomingMessage): void {
    const id = new URLSearchParams(request.url!.split('?')[1]).get('sid')
    if (id === null)
      return void websockets.set(request, websocket)
    upgrades.set(id, websocket)
    websocket.once('close', () => upgrades.get(id) === websocket && upgrades.delete(id))
  }

  function websocketOf(connection: Connection): WebSocket | undefined {
    return websockets.get(connection.request) ?? upgrades.get(idOf(connection))
  }

  /** Ends a connection at once: one that doesn't read wouldn't read a closing handshake either. */
  function cutOff(connection: Connection): void {
    // Not during a write to it.
    setImmediate(() => {
      const websocket = websocketOf(connection)
      if (websocket)
        websocket.terminate()
      else
        connection.close(true)
    })
  }

  let isTaking = true

  const io: PageServer = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES,
    transports: ['websocket', 'polling'],
    pingInterval: 10_000,
    pingTimeout: 8_000,
    // Our pages say who they are with their first packet.
    connectTimeout: 10_000,
    wsEngine: guardedWebSockets(keepWebSocket),
    // CORS does not stop WebSockets: the origin is checked here, for both transports.
    allowRequest(request, decide) {
      const { headers } = request
      if (isTaking)
        decide(null, isOwnHost(headers.host, publicUrl) && isOwnOrigin(headers.origin, headers.host, publicUrl))
      else
        sendAway(request)
    },
  })
  // Engine.IO ignores upgrades on other paths of reused connections: they would stay open for ever.
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
  // Engine.IO runs out of random numbers when many connect at once, and then asks the system for each.
  io.engine.generateId = () => randomUUID()

  const arrivals = new WeakMap<Connection, Arrival>()

  io.engine.on('initial_headers', (headers: Record<string, string>, request: IncomingMessage) => {
    // A page that was not served by us, such as the development server's, gets its cookie with the connection.
    const { setCookie } = auth.identify(request)
    if (setCookie)
      headers['set-cookie'] = setCookie
    // When a whole room reconnects, most of the time goes into writes: this makes two of them per WebSocket, not six.
    // A client with another protocol is disconnected at once, with everything that still waits.
    if (request.url!.includes('EIO=4'))
      corkUntilNextTurn(request.socket)
  })
  io.engine.on('connection', (connection: Connection) => {
    const { socket, headers } = connection.request
    const wasTooFast = cutOffAbove(connection, TOO_FAST)
    arrivals.set(connection, { attendee: auth.identify(connection.request).attendee, headers, isIn: false, wasTooFast })
    connection.once('packet', () => corkUntilNextTurn(socket))
    const came = cutOffAbove(connection, PACKETS)
    connection.on('packet', ({ data }: Packet) => came(typeof data === 'string' && data.startsWith('0') ? COMING_IN : 1))
    limitUnsent(connection, () => websocketOf(connection), cutOff)
  })

  /** Returns a function that closes the connection if it is called too often. */
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

  return { io, arrivalOf: ({ conn }) => arrivals.get(conn)!, take: is => void (isTaking = is) }
}

/** Engine.IO would say that the request is wrong, and no proxy would try another server for that. */
function sendAway(request: IncomingMessage): void {
  const { res } = request as { res?: ServerResponse }
  if (res)
    res.writeHead(503, { 'Retry-After': '1', 'Connection': 'close' }).end()
  else
    request.socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}

/**
 * Limits what waits for a page to read it: what Engine.IO holds back because the page doesn't poll or its WebSocket is full,
 * and what its WebSocket has buffered.
 */
function limitUnsent(connection: Connection, websocketOf: () => WebSocket | undefined, cutOff: (connection: Connection) => void): void {
  let unsent = 0
  const waiting = () => Math.max(unsent, websocketOf()?.bufferedAmount ?? 0)
  connection.on('packetCreate', ({ data }: Packet) => {
    const most = connection.transport.name === 'polling' ? MOST_UNPOLLED_LETTERS : MOST_UNREAD_BYTES
    // By then a WebSocket with room has taken all of it, and corked writes have left.
    if (waiting() > most)
      setImmediate(() => waiting() > most && cutOff(connection))
    unsent += data?.length ?? 0
  })
  connection.on('flush', () => unsent = 0)
}

const corked: Duplex[] = []

/** Sends everything written in this turn of the event loop together: a write costs more than its content. */
function corkUntilNextTurn(connection: Duplex): void {
  connection.cork()
  if (corked.push(connection) === 1)
    setImmediate(() => corked.splice(0).forEach(each => each.uncork()))
}
