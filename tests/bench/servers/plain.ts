import type { AddressInfo } from 'node:net'
import type { CommandOf } from '../../../core/protocol/up.ts'
import { createServer } from 'node:http'
import { Server } from 'socket.io'

// Socket.IO with nothing behind it: it takes every vote, in memory, and tells nobody.
const http = createServer()
const io = new Server(http, { serveClient: false, transports: ['websocket'] })
const ballots = new Map<string, readonly string[]>()
io.on('connection', (socket) => {
  socket.emit('attendee', {})
  socket.on('command', ({ answer }: CommandOf<'ballot:cast'>, ack: (reply: { ok: true }) => void) => {
    ballots.set(socket.id, answer as string[])
    ack({ ok: true })
  })
})
http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => console.log(`listening ${(http.address() as AddressInfo).port}`))
