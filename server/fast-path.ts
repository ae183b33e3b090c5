import type { Buffer } from 'node:buffer'
import type { Socket } from 'socket.io'
import type { WebSocket } from 'ws'
import type { Reply } from '../core/protocol/refusal.ts'
import type { Answer } from './room.ts'

/** By which Socket.IO knows what an answer belongs to. */
const NUMBER = /^\d{1,15}$/
/** Nearly every answer. */
const ACCEPTED = JSON.stringify([{ ok: true }] satisfies [Reply])

/**
 * Reads the commands of a page off its WebSocket, and writes the answers to it. Through Socket.IO, each is a dozen events and as many
 * objects, which cost more than to judge, count and keep a vote. What looks any different still goes through it, and so does whoever
 * came by polling.
 * @param receive told of a command as it came, and how to answer it
 */
export function fastPath(socket: Socket, receive: (payload: unknown, answer: Answer) => void): void {
  const { conn } = socket
  const { websocket } = conn.request as typeof conn.request & { websocket?: WebSocket }
  if (!websocket)
    return
  const [throughSocketIo] = websocket.listeners('message') as [(data: Buffer, isBinary: boolean) => void]

  function onMessage(data: Buffer, isBinary: boolean): void {
    const command = isBinary || conn.readyState !== 'open' ? undefined : read(String(data))
    if (command)
      receive(command.payload, reply => answer(`3${command.no}${reply.ok ? ACCEPTED : JSON.stringify([reply])}`))
    else
      throughSocketIo(data, isBinary)
  }

  function answer(packet: string): void {
    // What Engine.IO holds back was said before.
    if (conn.transport.writable)
      websocket!.send(`4${packet}`)
    else
      conn.write(packet)
  }

  websocket.off('message', throughSocketIo).on('message', onMessage)
  // A page may stay connected without being in the namespace.
  socket.once('disconnect', () => void websocket.off('message', onMessage).on('message', throughSocketIo))
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
