import type { AddressInfo } from 'node:net'
import type { Socket } from 'socket.io'
import type { Command } from '../../../core/commands/commands.ts'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createConnections } from '../../../server/realtime/connections.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice } from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { connectWire, newId } from '../../support/server/wire.ts'

const TEXT = 'x'.repeat(100_000)
/** More than the system takes for a connection that reads nothing, and a megabyte. */
const FAR_TOO_MANY = 300

/** A Socket.IO server, and its side of a page that has come in and does nothing more. */
async function page(transport: 'websocket' | 'polling') {
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { io } = createConnections(http, { auth: { identify: () => ({ attendee: 'ann', setCookie: null }) }, publicUrl: undefined, monotonic: () => 0 })
  onTestFinished(() => void io.close())
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/socket.io/?EIO=4&transport=${transport}`
  const connected = new Promise<Socket>(resolve => io.on('connection', resolve))
  if (transport === 'websocket') {
    const client = new WebSocket(url)
    client.on('error', () => {})
    onTestFinished(() => client.terminate())
    await once(client, 'message')
    client.send('40')
    client.pause()
    return { socket: await connected, say: (text: string) => client.send(text) }
  }
  const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1)) as { sid: string }
  const say = async (text: string) => {
    await fetch(`${url}&sid=${sid}`, { method: 'POST', body: text }).catch(() => {})
  }
  await say('40')
  return { socket: await connected, say }
}

describe.each(['websocket', 'polling'] as const)('a page that never reads, by %s', (transport) => {
  it('is disconnected', async () => {
    const { socket } = await page(transport)
    let sent = 0
    for (; socket.connected && sent < FAR_TOO_MANY; sent++) {
      socket.emit('long', TEXT)
      await new Promise(resolve => setImmediate(resolve))
    }
    if (socket.connected)
      await once(socket, 'disconnect')
    expect(sent).toBeGreaterThan(transport === 'polling' ? 2 : 10)
  })

  it('is not disconnected for one long view', async () => {
    const { socket } = await page(transport)
    socket.emit('long', 'x'.repeat(3_000_000))
    await new Promise(resolve => setImmediate(resolve))
    await new Promise(resolve => setImmediate(resolve))
    expect(socket.connected).toBe(true)
  })

  it.each([
    ['events that want no answer', ['42["command",{}]']],
    ['namespaces that are not there', ['40/nothing,']],
    ['that it leaves and comes in', ['41', '40']],
  ])('is disconnected when it floods the server with %s', async (_, packets) => {
    const { socket, say } = await page(transport)
    const ended = once(socket.conn, 'close')
    for (let no = 0; no < 600 && socket.conn.readyState === 'open'; no++) {
      for (const packet of packets)
        await say(packet)
    }
    await ended
  })
})

describe('the workshop\'s server', () => {
  const vote = (): Command => ({ type: 'ballot:cast', id: newId(), poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })

  it('disconnects only clients that keep exceeding the limit', async () => {
    const { url } = await startTestServer({ monotonic: () => 0 })
    const [flooder, other] = [await connectWire(url, { attendee: 1 }), await connectWire(url, { attendee: 2 })]
    const replies = Promise.allSettled(Array.from({ length: 200 }, () => flooder.send(vote())))
    await flooder.closed
    await replies
    expect(await other.send(vote())).toMatchObject({ code: 'not_open' })
    other.close()
  })

  it('keeps clients that exceed the limit now and then', async () => {
    const clock = { ms: 0 }
    const { url } = await startTestServer({ monotonic: () => clock.ms })
    const hasty = await connectWire(url, { attendee: 1 })
    for (let minute = 0; minute < 5; minute++) {
      const replies = await Promise.all(Array.from({ length: 90 }, () => hasty.send(vote())))
      expect(replies.filter(reply => !reply.ok && reply.code === 'rate_limited')).toHaveLength(50)
      clock.ms += 60_000
    }
    hasty.close()
  })
})
