import type { Buffer } from 'node:buffer'
import type { Socket } from 'socket.io'
import type { WebSocket } from 'ws'
import type { Down, DownType } from '../../core/protocol/down.ts'
import type { Reply } from '../../core/protocol/refusal.ts'
import type { Answer } from '../rooms/room.ts'
import type { SharedText } from './frames.ts'

/** By which Socket.IO knows what an answer belongs to. */
const NUMBER = /^\d{1,15}$/
/** Nearly every answer. */
const ACCEPTED = JSON.stringify([{ ok: true }] satisfies [Reply])

/** One connection, without Socket.IO's packet layer. */
export interface Line {
  /** Sends a message, see `eventMessage`, in order with what Socket.IO sends. */
  say: (message: string | SharedText) => void
  /** Told of commands that come in, as they came, and how to answer each; while it is not there, they are Socket.IO's. */
  receive?: ((payload: unknown, answer: Answer, bytes: number) => void) | undefined
}

/** A message of Engine.IO that holds an event of Socket.IO's main namespace. */
export function eventMessage<Type extends DownType>(type: Type, payload: Down<Type>): string {
  return `42${JSON.stringify([type, payload])}`
}

/**
 * Reads commands off a connection's WebSocket, and writes to it. Through Socket.IO, a command and its answer are two dozen events and as many
 * objects, which cost more than to judge, count and keep a vote. What looks any different still goes through it, and so does all that
 * comes by polling. A command does not put off Engine.IO's timeout while that waits for a pong.
 * @param websocket missing where the connection began with polling
 */
export function openLine(conn: Socket['conn'], websocket: WebSocket | undefined): Line {
  if (!websocket)
    return { say: message => conn.write(String(message).slice(1)) }
  const line: Line = {
    say(message) {
      // What Engine.IO holds back was said before.
      if (conn.transport.writable)
        websocket.send(message)
      else
        conn.write(String(message).slice(1))
    },
  }
  const [throughSocketIo] = websocket.listeners('message') as [(data: Buffer, isBinary: boolean) => void]
  websocket.off('message', throughSocketIo).on('message', (data: Buffer, isBinary: boolean) => {
    const command = !line.receive || isBinary || conn.readyState !== 'open' ? undefined : read(String(data))
    if (command)
      line.receive!(command.payload, reply => line.say(`43${command.no}${reply.ok ? ACCEPTED : JSON.stringify([reply])}`), data.length)
    else
      throughSocketIo(data, isBinary)
  })
  return line
}

function read(message: string): { no: string, payload: unknown } | undefined {
  const start = message.startsWith('42') ? message.indexOf('["command",') : -1
  const no = message.slice(2, start)
  if (start === -1 || !NUMBER.test(no))
    return
  try {
    const event = JSON.parse(message.slice(start)) as unknown[]
    return event.length === 2 ? { no, payload: event[1] } : undefined
  }
  catch {
    // Socket.IO has its own way with it.
  }
}
