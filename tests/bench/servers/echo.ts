import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

// What everything is measured against: a WebSocket server that says what it was told, and does nothing else.
const http = createServer()
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
})
http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => console.log(`listening ${(http.address() as AddressInfo).port}`))
