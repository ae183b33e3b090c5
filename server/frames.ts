import type { Duplex } from 'node:stream'
import { Buffer } from 'node:buffer'
import { WebSocket, WebSocketServer } from 'ws'

/** The longest text whose frame has a header of two bytes. [RFC 6455, 5.2] */
const SHORT = 125
/** A text that is whole. */
const TEXT = 0x81

/**
 * Writes a short text as one piece, where `ws` writes its header and itself; and is done with it at once while the
 * connection has room, where `ws` waits for the event loop. An answer to a vote costs a tenth less.
 */
class ShortFrames extends WebSocket {
  /** Of `ws`, and not in its types; Engine.IO reaches for it too. */
  declare private readonly _socket: Duplex

  override send(data: unknown, ...rest: any[]): void {
    const [sent] = rest as [((error?: Error | null) => void)?]
    const length = typeof data === 'string' && rest.length < 2 && typeof sent !== 'object' && this.readyState === WebSocket.OPEN ? Buffer.byteLength(data) : Infinity
    if (length > SHORT)
      return super.send(data as string, ...rest as [])
    const frame = Buffer.allocUnsafe(2 + length)
    frame[0] = TEXT
    frame[1] = length
    frame.write(data as string, 2)
    if (this._socket.writableNeedDrain || this._socket.destroyed) {
      this._socket.write(frame, sent)
    }
    else {
      this._socket.write(frame)
      sent?.()
    }
  }
}

/** The WebSocket server for Socket.IO. It never compresses: nothing that is sent is worth it. */
export class ShortFramesServer extends WebSocketServer<typeof ShortFrames> {
  constructor(options: ConstructorParameters<typeof WebSocketServer>[0]) {
    super({ ...options, perMessageDeflate: false, WebSocket: ShortFrames })
  }
}

/** What is written in this turn of the event loop leaves together: each write of its own takes longer than what is in it. */
export function together(connection: Duplex): void {
  connection.cork()
  setImmediate(() => connection.uncork())
}
