import { Buffer } from 'node:buffer'
import { connect } from 'node:net'
import { wsFrame, wsReader } from './websocket.ts'

/** Nothing here takes as long; whoever waits longer waits in vain. Milliseconds. */
export const PATIENCE = 20_000

/**
 * Sends bytes on a connection of their own and closes our half of it.
 * @param answered leaves our half open: the server has to answer and close
 * @returns what came back until the server closed, each byte a letter; null when it did not close
 */
export function exchange(port: number, bytes: Buffer, answered = false): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let text = ''
    let patient = true
    const timer = setTimeout(() => {
      patient = false
      socket.destroy()
    }, PATIENCE)
    socket.on('data', chunk => text += chunk.toString('latin1'))
    // A reset is an answer too.
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(patient ? text : null)
    })
    if (answered)
      socket.write(bytes)
    else
      socket.end(bytes)
  })
}

/** The request that makes a WebSocket of a connection. */
export function upgradeRequest(port: number, cookie: string, query = ''): string {
  return `GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
}

/** A WebSocket that takes any bytes. */
export interface RawSocket {
  write: (bytes: Buffer) => void
  /**
   * Sends some last bytes and closes our half.
   * @returns the code with which the server closed, null without one; 'open' when it did not close
   */
  end: (last: Buffer) => Promise<number | null | 'open'>
  /** Resolves when the connection has ended. */
  closed: Promise<void>
}

/**
 * @param onText called with each message of the server
 * @throws Error when the connection cannot be made
 */
export function rawSocket(port: number, cookie: string, onText: (text: string, self: RawSocket) => void): Promise<RawSocket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const reader = wsReader()
  let code: number | null = null
  let head = ''
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  return new Promise((resolve, reject) => {
    const raw: RawSocket = {
      write: bytes => void socket.write(bytes),
      closed,
      async end(last) {
        socket.end(last)
        const timer = setTimeout(() => socket.destroy(new Error('impatient')), PATIENCE)
        await closed
        clearTimeout(timer)
        return socket.errored?.message === 'impatient' ? 'open' : code
      },
    }
    const onFrame = (opcode: number, payload: Buffer) => {
      if (opcode === 8) {
        code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005
        socket.end(wsFrame(payload, { opcode }))
      }
      else if (opcode === 1) {
        onText(payload.toString(), raw)
      }
    }
    const upgraded = (chunk: Buffer) => reader.read(chunk, onFrame)
    socket.on('data', function first(chunk) {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0)
        return
      socket.off('data', first)
      if (!head.startsWith('HTTP/1.1 101'))
        return void socket.destroy(new Error(`The server refused: ${head.split('\r\n')[0]}`))
      socket.on('data', upgraded)
      resolve(raw)
      upgraded(Buffer.from(head.slice(end + 4), 'latin1'))
    })
    // Once connected, nobody hears this any more.
    socket.on('error', reject)
    void closed.then(() => reject(new Error('The connection ended before it was a WebSocket.')))
    socket.write(upgradeRequest(port, cookie))
  })
}
