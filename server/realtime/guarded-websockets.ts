import type { Buffer } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { Bucket } from '../limit.ts'

/**
 * Bytes of one connection: more than the log's limit for one attendee (`receive.ts`), which is answered. A tap has 300, the longest
 * ballot 16,000.
 */
const INCOMING = { burst: 1_500_000, perSecond: 64_000 }
/** The cost of a ping or pong besides its bytes: each takes a turn of the event loop. No browser sends one unasked. */
const CONTROL_BYTES = 2000

/** How long the other side may take to confirm a close, in milliseconds. */
const FAREWELL_MS = 3000

type ServerOptions = ConstructorParameters<typeof WebSocketServer>[0]

/**
 * A WebSocket server for Engine.IO that closes connections which send too much. It never compresses: no message is
 * large enough.
 * @param onOpen called for each WebSocket, before Engine.IO
 */
export function guardedWebSockets(onOpen: (socket: WebSocket, request: IncomingMessage) => void): typeof WebSocketServer {
  return class extends WebSocketServer {
    constructor(options: ServerOptions) {
      // @ts-expect-error Its types lack the documented option for the timeout of a close.
      super({ ...options, perMessageDeflate: false, autoPong: false, closeTimeout: FAREWELL_MS })
    }

    override handleUpgrade(request: IncomingMessage, connection: Duplex, head: Buffer, done: (socket: WebSocket, request: IncomingMessage) => void): void {
      super.handleUpgrade(request, connection, head, (socket, request) => {
        limitIncoming(socket, connection)
        onOpen(socket, request)
        done(socket, request)
      })
    }
  } as typeof WebSocketServer
}

function limitIncoming(socket: WebSocket, connection: Duplex): void {
  const bucket = new Bucket(INCOMING, performance.now())
  const take = (bytes: number) => void (bucket.take(performance.now(), bytes) || socket.terminate())
  connection.on('data', (chunk: Buffer) => take(chunk.length))
  socket.on('ping', (data) => {
    take(CONTROL_BYTES)
    // Pongs take more memory than bytes: the next one is sent once the last has been read.
    if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount === 0)
      socket.pong(data)
  })
  socket.on('pong', () => take(CONTROL_BYTES))
}
