import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answerInTurn } from '../../../server/web/in-turn.ts'

/** More than the system takes for a connection that reads nothing. */
const BIG = 'x'.repeat(30_000_000)

/** A server that answers `/big` with a lot and everything else with its path; and connections to it. */
async function start(drainMs?: number) {
  const asked: string[] = []
  const held: ServerResponse[] = []
  const http = createServer((request, response) => {
    asked.push(request.url!)
    if (request.url === '/held')
      held.push(response)
    else
      response.end(request.url === '/big' ? BIG : `[${request.url}]`)
  })
  answerInTurn(http, drainMs)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
  })
  const open = () => {
    const socket = connect((http.address() as AddressInfo).port, '127.0.0.1')
    socket.on('error', () => {})
    onTestFinished(() => void socket.destroy())
    return { socket, ask: (...paths: string[]) => socket.write(paths.map(path => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join('')) }
  }
  /** Resolves once the server has looked at all that came before. */
  const barrier = async () => {
    const { socket, ask } = open()
    ask('/barrier')
    await once(socket, 'data')
    socket.destroy()
  }
  return { http, asked, held, open, barrier }
}

describe('pipelined requests', () => {
  it('are answered one after the other, in order', async () => {
    const { asked, open, barrier } = await start()
    const { socket, ask } = open()
    socket.pause()
    ask('/big', '/1', '/2', '/3')
    await barrier()
    expect(asked).toEqual(['/big', '/barrier'])
    let read = ''
    socket.on('data', chunk => read = (read + String(chunk)).slice(-2000)).resume()
    while (!read.includes('[/3]'))
      await once(socket, 'data')
    expect(asked).toEqual(['/big', '/barrier', '/1', '/2', '/3'])
    expect(read.match(/\[\/\d\]/g)).toEqual(['[/1]', '[/2]', '[/3]'])
  })

  it('end their connection if there are too many', async () => {
    const { asked, open } = await start()
    const { socket, ask } = open()
    socket.resume()
    ask('/held', ...Array.from<string>({ length: 17 }).fill('/more'))
    await once(socket, 'close')
    expect(asked).toEqual(['/held'])
  })

  it('end their connection if one wants an upgrade during an answer', async () => {
    const { http, open } = await start()
    http.on('upgrade', () => {})
    const { socket } = open()
    socket.resume()
    socket.write('GET /held HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    await once(socket, 'close')
  })
})

describe('a connection', () => {
  it('ends on an Expect header', async () => {
    const { open } = await start()
    const { socket } = open()
    socket.write('GET /1 HTTP/1.1\r\nHost: localhost\r\nExpect: anything\r\n\r\n')
    socket.resume()
    await new Promise(resolve => socket.once('close', resolve))
  })

  it('ends if it reads nothing of an answer', async () => {
    const { http, open } = await start(100)
    const accepted = once(http, 'connection')
    const { socket, ask } = open()
    socket.pause()
    ask('/big')
    const [served] = await accepted as [typeof socket]
    await once(served, 'close')
  })

  it('ends if it requests nothing more', async () => {
    const { http, open } = await start(100)
    http.keepAliveTimeout = 100
    http.keepAliveTimeoutBuffer = 0
    const { socket, ask } = open()
    socket.resume()
    ask('/1')
    await once(socket, 'close')
  })

  it('waits for a slow answer', async () => {
    const { http, held, open } = await start(50)
    const { socket, ask } = open()
    ask('/held')
    await once(http, 'timeout')
    held[0]!.end('late')
    expect(String(await once(socket, 'data'))).toContain('late')
  })
})
