import type { Buffer } from 'node:buffer'
import type { Socket } from 'socket.io'
import type { Down, DownType } from '../core/protocol/down.ts'
import type { Reply } from '../core/protocol/refusal.ts'
import type { Arrival } from './connections.ts'
import type { Answer } from './room.ts'

/** By which Socket.IO knows what an answer belongs to. */
const NUMBER = /^\d{1,15}$/
/** Nearly every answer. */
const ACCEPTED = JSON.stringify([{ ok: true }] satisfies [Reply])

/** A message of Engine.IO that holds an event of Socket.IO's main namespace. */
export function eventMessage<Type extends DownType>(type: Type, payload: Down<Type>): string {
  return `42${JSON.stringify([type, payload])}`
}

/**
 * Reads the commands of a page off its WebSocket, and writes to it. Through Socket.IO, a command and its answer are two dozen events and as
 * many objects, which cost more than to judge, count and keep a vote. What looks any different still goes through it, and so does whoever
 * came by polling.
 * @param receive told of a command as it came, and how to answer it
 * @returns how to send the page a message, in order with what Socket.IO sends it
 */
export function fastPath(socket: Socket, { websocket }: Pick<Arrival, 'websocket'>, receive: (payload: unknown, answer: Answer) => void): (message: string) => void {
  const { conn } = socket
  if (!websocket)
    return message => conn.write(message.slice(1))
  const [throughSocketIo] = websocket.listeners('message') as [(data: Buffer, isBinary: boolean) => void]

  function onMessage(data: Buffer, isBinary: boolean): void {
    const command = isBinary || conn.readyState !== 'open' ? undefined : read(String(data))
    if (command)
      receive(command.payload, reply => say(`43${command.no}${reply.ok ? ACCEPTED : JSON.stringify([reply])}`))
    else
      throughSocketIo(data, isBinary)
  }

  function say(message: string): void {
    // What Engine.IO holds back was said before.
    if (conn.transport.writable)
      websocket!.send(message)
    else
      conn.write(message.slice(1))
  }

  websocket.off('message', throughSocketIo).on('message', onMessage)
  // A page may stay connected without being in the namespace.
  socket.once('disconnect', () => conn.readyState === 'open' && websocket.off('message', onMessage).on('message', throughSocketIo))
  return say
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
