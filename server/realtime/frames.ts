import type { IncomingMessage } from 'node:http'
import type { Duplex, Writable } from 'node:stream'
import { Buffer, isUtf8 } from 'node:buffer'
import { WebSocket, WebSocketServer } from 'ws'
import { Bucket } from './limit.ts'

/** The longest texts whose frames have headers of two bytes, and of four. [RFC 6455, 5.2] */
const SHORT = 125
const LONG = 65_535
/** A text that is whole. */
const TEXT = 0x81
/** The second byte's highest bit, as browsers have to set it. */
const MASKED = 0x80

/**
 * Bytes that may wait for a connection before it is sent anything more: above that it is cut off, and begins anew when it
 * comes back. A single view may be longer.
 */
export const MOST_UNREAD = 1_000_000

/**
 * Bytes that are no whole text in one piece: what pings, cuts its messages up or sends nonsense. A page does so now and then, where the
 * network cuts for it.
 */
const PIECES = { burst: 256_000, perSecond: 32_000 }
/** What a ping or pong counts for. No browser sends one that was not asked for. */
const CONTROL_BYTES = 2000

/** So long may the other side take to answer that it is closed. */
const FAREWELL_MS = 3000

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
 * Reads a text that comes in one piece without the receiver of `ws`, which is a stream of its own. Writes a text as one piece,
 * where `ws` writes its header and itself; and is done with it at once while the connection has room, where `ws` waits for the
 * event loop. That is an eighth of what a vote costs.
 */
export class WholeFrames extends WebSocket {
  // What `ws` has beside its types, of a version that is pinned. Engine.IO reaches for some of it too.
  declare private readonly _socket: Duplex
  declare private readonly _closeFrameReceived: boolean
  /** 0 is, in turn: the next byte begins a frame; nothing waits; the next frame begins a message; there is no limit. */
  declare private readonly _receiver: Writable & Record<'_state' | '_bufferedBytes' | '_fragmented' | '_maxPayload', number>

  #pieces: Bucket | undefined

  setSocket(connection: Duplex, ...rest: unknown[]): void {
    // @ts-expect-error It is where ws begins to listen.
    super.setSocket(connection, ...rest)
    this.on('ping', pong).on('ping', () => this.takePiece(CONTROL_BYTES)).on('pong', () => this.takePiece(CONTROL_BYTES))
    const [toReceiver] = connection.listeners('data') as [(chunk: Buffer) => void]
    connection.off('data', toReceiver).on('data', (chunk: Buffer) => {
      const text = this.readyState === WebSocket.OPEN && this.isBetweenMessages() ? textIn(chunk, this._receiver._maxPayload || LONG) : undefined
      if (text)
        this.emit('message', text, false)
      // From here on `ws` would not listen any more.
      else if (!this._closeFrameReceived && !this._receiver.errored && this.takePiece(chunk.length))
        toReceiver.call(connection, chunk)
    })
  }

  /** @returns false where there was too much of it: then the connection ends */
  private takePiece(bytes: number): boolean {
    this.#pieces ??= new Bucket(PIECES, performance.now())
    if (this.#pieces.take(performance.now(), bytes))
      return true
    this.terminate()
    return false
  }

  /** Bytes that wait for the other side to read. */
  get unread(): number {
    return this._socket.writableCorked ? 0 : this._socket.writableLength
  }

  private isBetweenMessages(): boolean {
    const { _state, _bufferedBytes, _fragmented } = this._receiver
    return _state === 0 && _bufferedBytes === 0 && _fragmented === 0
  }

  /** A text, with nothing but a callback beside it, is ours; all else is for `ws`. */
  override send(data: unknown, ...rest: any[]): void {
    if (this.unread > MOST_UNREAD)
      this.terminate()
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

/** Pongs hold more memory than they have bytes: the next one goes to whoever has read the last. */
function pong(this: WebSocket, data: Buffer): void {
  if ((this as WholeFrames).unread === 0)
    this.pong(data)
}

/**
 * The text of a chunk that is the whole frame of one, and nothing else.
 * @param longest in bytes
 */
function textIn(chunk: Buffer, longest: number): Buffer | undefined {
  if (chunk.length < 6 || chunk[0] !== TEXT)
    return
  // Less than 0 without a mask: no chunk is as short as that.
  const short = chunk[1]! - MASKED
  const start = short > SHORT ? 8 : 6
  const length = start === 6 ? short : short === 126 && chunk.length >= start ? chunk.readUInt16BE(2) : Infinity
  if (length > longest || chunk.length !== start + length)
    return
  mask(chunk, start)
  const text = chunk.subarray(start)
  if (isUtf8(text))
    return text
  // For `ws` to refuse.
  mask(chunk, start)
}

/** Puts the mask on, or takes it off. */
function mask(chunk: Buffer, start: number): void {
  for (let at = start; at < chunk.length; at++)
    chunk[at]! ^= chunk[start - 4 + (at - start & 3)]!
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
    // @ts-expect-error Its types know nothing of the time that a farewell may take.
    super({ ...options, perMessageDeflate: false, autoPong: false, closeTimeout: FAREWELL_MS, WebSocket: WholeFrames })
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
