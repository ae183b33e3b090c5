import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Buffer } from 'node:buffer'
import { WebSocket, WebSocketServer } from 'ws'

/** The longest texts whose frames have headers of two bytes, and of four. [RFC 6455, 5.2] */
const SHORT = 125
const LONG = 65_535
/** A text that is whole. */
const TEXT = 0x81

/** A text that many are sent: it is framed once. */
export class SharedText {
  readonly #text: string
  /** Missing where the text is too long. */
  readonly frame: Buffer | undefined

  constructor(text: string) {
    this.#text = text
    this.frame = frameOf(text)
  }

  [Symbol.toPrimitive](): string {
    return this.#text
  }
}

/**
 * Writes a text as one piece, where `ws` writes its header and itself; and is done with it at once while the connection has
 * room, where `ws` waits for the event loop. An answer to a vote costs a tenth less.
 */
class WholeFrames extends WebSocket {
  /** Of `ws`, and not in its types; Engine.IO reaches for it too. */
  declare private readonly _socket: Duplex

  /** A text, with nothing but a callback beside it, is ours; all else is for `ws`. */
  override send(data: unknown, ...rest: any[]): void {
    const [sent] = rest as [((error?: Error | null) => void)?]
    const isOurs = rest.length < 2 && typeof sent !== 'object' && this.readyState === WebSocket.OPEN
    const frame = !isOurs ? undefined : data instanceof SharedText ? data.frame : typeof data === 'string' ? frameOf(data) : undefined
    if (!frame)
      return super.send(data instanceof SharedText ? String(data) : data as string, ...rest as [])
    if (this._socket.writableNeedDrain || this._socket.destroyed) {
      this._socket.write(frame, sent)
    }
    else {
      this._socket.write(frame)
      sent?.()
    }
  }
}

/** Nothing where the text is too long. */
function frameOf(text: string): Buffer | undefined {
  const length = Buffer.byteLength(text)
  if (length > LONG)
    return
  const start = length > SHORT ? 4 : 2
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = TEXT
  if (start === 2) {
    frame[1] = length
  }
  else {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  }
  frame.write(text, start)
  return frame
}

/** The WebSocket server for Socket.IO. It never compresses: nothing that is sent is worth it. */
export class WholeFramesServer extends WebSocketServer<typeof WholeFrames> {
  constructor(options: ConstructorParameters<typeof WebSocketServer>[0]) {
    super({ ...options, perMessageDeflate: false, WebSocket: WholeFrames })
  }

  override handleUpgrade(request: IncomingMessage, connection: Duplex, ...rest: any[]): void {
    // Engine.IO has just begun to listen, for a response that there will not be, and would keep the request.
    const newest = connection.listeners('close').at(-1)
    if (newest)
      connection.off('close', newest as () => void)
    super.handleUpgrade(request, connection, ...rest as [any, any])
  }
}

const corked: Duplex[] = []

/** What is written in this turn of the event loop leaves together: each write of its own takes longer than what is in it. */
export function together(connection: Duplex): void {
  connection.cork()
  if (corked.push(connection) === 1)
    setImmediate(() => corked.splice(0).forEach(each => each.uncork()))
}
