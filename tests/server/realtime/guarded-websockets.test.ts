import type { AddressInfo, Socket as TcpSocket } from 'node:net'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { guardedWebSockets } from '../../../server/realtime/guarded-websockets.ts'

/** Both sides of a connection, and the client's bytes below its WebSocket. */
async function open() {
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const accepted = new Promise<WebSocket>((resolve) => {
    const Server = guardedWebSockets(resolve)
    const server = new Server({ noServer: true })
    http.on('upgrade', (request, socket, head) => server.handleUpgrade(request, socket, head, () => {}))
  })
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
  client.on('error', () => {})
  const upgraded = once(client, 'upgrade') as Promise<[{ socket: TcpSocket }]>
  onTestFinished(() => {
    client.terminate()
    http.close()
  })
  const [{ socket: wire }] = await upgraded
  return { client, wire, socket: await accepted }
}

/** A frame as a client sends it, with a mask of nothing. */
function frame(first: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])
}

describe('a WebSocket of the server', () => {
  it('answers a ping', async () => {
    const { client } = await open()
    client.ping('are you there')
    expect(String((await once(client, 'pong'))[0])).toBe('are you there')
  })

  it('delivers messages, however they are split into frames', async () => {
    const { wire, socket } = await open()
    const got = once(socket, 'message')
    wire.write(Buffer.concat([frame(0x01, 'a vo'), frame(0x80, 'te')]))
    expect(String((await got)[0])).toBe('a vote')
  })

  it.each([
    ['pings', frame(0x89, '')],
    ['pongs', frame(0x8A, '')],
    ['a message without end, in frames of a letter', frame(0x00, 'x')],
  ])('is closed when it is flooded with %s', async (_, piece: Buffer) => {
    const { wire, socket } = await open()
    socket.on('error', () => {})
    const ended = new Promise(resolve => socket.on('close', resolve))
    wire.on('error', () => {})
    wire.write(frame(0x01, 'x'))
    wire.write(Buffer.concat(Array.from<Buffer>({ length: 100_000 }).fill(piece)))
    await ended
    expect(socket.readyState).toBe(WebSocket.CLOSED)
  })

  it('accepts thirty of the longest ballots at once', async () => {
    const { client, socket } = await open()
    let got = 0
    const all = new Promise<void>(resolve => socket.on('message', () => ++got === 30 && resolve()))
    for (let no = 0; no < 30; no++)
      client.send('x'.repeat(16_000))
    await all
    expect(socket.readyState).toBe(WebSocket.OPEN)
  })
})
