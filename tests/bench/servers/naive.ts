import type { AddressInfo } from 'node:net'
import type { CommandOf } from '../../../core/protocol/up.ts'
import { createServer } from 'node:http'
import { Server } from 'socket.io'

// How a first draft of a poll counts: in memory, and the whole tally to everybody with every vote.
const http = createServer()
const io = new Server(http, { serveClient: false, transports: ['websocket'] })
const ballots = new Map<string, readonly string[]>()
io.on('connection', (socket) => {
  socket.emit('attendee', {})
  socket.on('command', ({ answer }: CommandOf<'ballot:cast'>, ack: (reply: { ok: true }) => void) => {
    ballots.set(socket.id, answer as string[])
    const tally: Record<string, number> = {}
    for (const option of [...ballots.values()].flat())
      tally[option] = (tally[option] ?? 0) + 1
    io.emit('tally', tally)
    ack({ ok: true })
  })
})
http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => console.log(`listening ${(http.address() as AddressInfo).port}`))
