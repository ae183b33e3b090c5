import type { CommandOf } from '../../../core/commands/commands.ts'
import { createServer } from 'node:http'
import process from 'node:process'
import { Server } from 'socket.io'
import { listen } from './listen.ts'

// Socket.IO that takes every vote, in memory. `plain` does nothing with it; `naive` is how a first draft of a poll counts: the whole
// tally to everybody with every vote.
const isNaive = process.argv[2] === 'naive'
const http = createServer()
const io = new Server(http, { serveClient: false, transports: ['websocket'] })
const ballots = new Map<string, readonly string[]>()
io.on('connection', (socket) => {
  socket.emit('attendee', {})
  socket.on('command', ({ answer }: CommandOf<'ballot:cast'>, ack: (reply: { ok: true }) => void) => {
    ballots.set(socket.id, 'options' in answer ? answer.options : [])
    if (isNaive)
      io.emit('tally', tally())
    ack({ ok: true })
  })
})
listen(http)

function tally(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const option of [...ballots.values()].flat())
    counts[option] = (counts[option] ?? 0) + 1
  return counts
}
