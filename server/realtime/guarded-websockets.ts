import type { Buffer } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { Bucket } from './limit.ts'

/**
 * Bytes of one connection: more than one attendee may write for the log (`sockets.ts`), who is told so. A tap has 300, the longest
 * ballot 16,000.
 */
const INCOMING = { burst: 1_500_000, perSecond: 64_000 }
/** What a ping or pong counts for beside its bytes: each takes a turn of the event loop. No browser sends one unasked. */
const CONTROL_BYTES = 2000

/** So long may the other side take to answer that it is closed, in milliseconds. */
const FAREWELL_MS = 3000

type ServerOptions = ConstructorParameters<typeof WebSocketServer>[0]

/**
 * A WebSocket server for Engine.IO that cuts off connections which send too much. It never compresses: nothing that is sent is
 * worth it.
 * @param onOpen told of each WebSocket, before Engine.IO is
 */
export function guardedWebSockets(onOpen: (socket: WebSocket, request: IncomingMessage) => void): typeof WebSocketServer {
  return class extends WebSocketServer {
    constructor(options: ServerOptions) {
      // @ts-expect-error Its types do not have the documented option of how long a farewell may take.
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
    // Pongs hold more memory than they have bytes: the next one goes to whoever has read the last.
    if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount === 0)
      socket.pong(data)
  })
  socket.on('pong', () => take(CONTROL_BYTES))
}
