import type { Socket } from 'node:net'
import { Buffer } from 'node:buffer'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { upgradeRequest } from '../fuzz/raw-socket.ts'
import { wsFrame } from '../fuzz/websocket.ts'

/** Somebody who asks for a lot and reads nothing, again and again until told to stop. */
export interface Silent {
  what: string
  /** So long may one of its connections last at most. */
  seconds: number
  /** One connection, from its first byte on. Resolves when the server has ended it, or `stop` has. */
  connection: (port: number, stop: AbortSignal) => Promise<void>
}

/** Requests of one write. */
const PIPELINED = 1500
/** How often a page may come in without being cut off for that: at once, and then in a second. */
const JOINS = { burst: 8, perSecond: 2 }

const join = `40${JSON.stringify({ role: 'screen', v: PROTOCOL_VERSION })}`

function open(port: number, stop: AbortSignal): { socket: Socket, ended: Promise<void> } {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, signal: stop })
  // A reset is how it is to end.
  socket.on('error', () => {})
  return { socket, ended: new Promise(resolve => socket.once('close', () => resolve())) }
}

/** Reads nothing any more, and writes the same bytes for as long as the server takes any. */
function flood(socket: Socket, bytes: Buffer): void {
  socket.pause()
  const fill = () => {
    while (!socket.destroyed && socket.write(bytes));
  }
  socket.on('drain', fill)
  fill()
}

/** @param path of a large file */
export function pipeline(path: string): Silent {
  return {
    what: 'HTTP',
    seconds: 10,
    connection(port, stop) {
      const { socket, ended } = open(port, stop)
      flood(socket, Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(PIPELINED)))
      return ended
    },
  }
}

export const webSocket: Silent = {
  what: 'WebSocket',
  seconds: 5,
  connection(port, stop) {
    const { socket, ended } = open(port, stop)
    socket.write(upgradeRequest(port, ''))
    socket.once('data', () => socket.write(wsFrame(join)))
    let heard = ''
    socket.on('data', (chunk) => {
      heard += String(chunk)
      if (heard.includes('42["welcome"'))
        flood(socket, Buffer.concat([...Array.from({ length: 200 }, () => wsFrame('421["command",{"type":"ballot:cast"}]')), ...Array.from({ length: 20 }, () => wsFrame('ping', { opcode: 9 }))]))
    })
    return ended
  },
}

/** Comes in and goes, and says what it has to so as not to be taken for gone; never polls. */
export const polling: Silent = {
  what: 'polling',
  seconds: 15,
  async connection(port, stop) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (method: string, path: string, body = '') => new Promise<{ status: number, body: string }>((resolve) => {
      const asking = request({ port, host: '127.0.0.1', agent, method, path: `/socket.io/?EIO=4&transport=polling${path}`, headers: { 'host': `localhost:${port}`, 'content-length': Buffer.byteLength(body) } }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', chunk => text += chunk).on('close', () => resolve({ status: response.statusCode!, body: text }))
      })
      asking.on('error', () => resolve({ status: 0, body: '' })).end(body)
    })
    try {
      const sid = /"sid":"([^"]+)"/.exec((await ask('GET', '')).body)?.[1]
      let status = sid ? 200 : 0
      for (let joins = 1; status === 200 && !stop.aborted; joins++) {
        for (const packet of [join, '3', '41'])
          status = (await ask('POST', `&sid=${sid}`, packet)).status
        if (joins > JOINS.burst)
          await after(1000 / JOINS.perSecond)
      }
    }
    finally {
      agent.destroy()
    }
  },
}
