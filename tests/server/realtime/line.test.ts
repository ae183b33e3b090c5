import type { AddressInfo, Socket as NetSocket } from 'node:net'
import type { Socket } from 'socket.io'
import type { Answer } from '../../../server/rooms/room.ts'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { createConnections } from '../../../server/realtime/connections.ts'
import { startTestServer } from '../../support/test-server.ts'
import { connectWire, newId } from '../../support/wire.ts'

/** A page of a Socket.IO server whose commands take the fast path, frame by frame. */
async function page() {
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { io, arrivalOf } = createConnections(http, { auth: { seat: () => ({ attendee: 'ann', setCookie: null }) }, publicUrl: undefined, monotonic: () => 0 })
  const commands: unknown[] = []
  const events: unknown[] = []
  const answers: Answer[] = []
  const sockets: Socket[] = []
  io.on('connection', (socket) => {
    sockets.push(socket)
    const { line } = arrivalOf(socket)
    line.receive = (payload, answer) => {
      commands.push(payload)
      answers.push(answer)
    }
    socket.on('disconnect', () => line.receive = undefined)
    socket.use(packet => void events.push(packet.slice(0, 2)))
  })
  onTestFinished(() => void io.close())
  const { client, got, says } = await knock((http.address() as AddressInfo).port)
  async function join() {
    client.send('40')
    await says('40')
    got.length = 0
  }
  /** Resolves when the server has heard all that was sent before. */
  async function heard() {
    client.send('42["heard"]')
    await expect.poll(() => events.some(([name]: any) => name === 'heard')).toBe(true)
    events.splice(events.findIndex(([name]: any) => name === 'heard'), 1)
  }
  await join()
  return { client, got, says, join, heard, commands, events, answers, socket: () => sockets.at(-1)! }
}

describe('a line', () => {
  it('takes commands, and answers them, without the packet layer of Socket.IO', async () => {
    const { client, says, commands, events, answers, heard } = await page()
    client.send('427["command",{"type":"ballot:cast","text":"naïve 👏"}]')
    client.send('42123456789012345["command",null]')
    await heard()
    expect(commands).toEqual([{ type: 'ballot:cast', text: 'naïve 👏' }, null])
    expect(events).toEqual([])
    answers[1]!({ ok: false, code: 'malformed', message: 'Nein – “no”.' })
    answers[0]!({ ok: true })
    expect(await says('437')).toBe('437[{"ok":true}]')
    expect(await says('431')).toBe('43123456789012345[{"ok":false,"code":"malformed","message":"Nein – “no”."}]')
  })

  it.each([
    ['without a number', '42["command",{}]'],
    ['in a namespace by name', '42/,0["command",{}]'],
    ['of another name', '420["commander",{}]'],
    ['with nothing in it', '420["command"]'],
    ['with more in it', '420["command",{},{}]'],
    ['with space in it', '420[ "command",{}]'],
    ['with a number beyond all', '421234567890123456["command",{}]'],
    ['with its name as text', '420["say","[\\"command\\",1]"]'],
  ])('leaves an event %s to Socket.IO', async (_, frame) => {
    const { client, commands, events, heard } = await page()
    client.send(frame)
    await heard()
    expect([commands.length, events.length]).toEqual([0, 1])
  })

  it.each(['420["command",', '420["command",{}]]', '42-1["command",{}]'])('lets Socket.IO end a connection for %s', async (frame) => {
    const { client, commands } = await page()
    client.send(frame)
    await once(client, 'close')
    expect(commands).toEqual([])
  })

  it('leaves bytes to Socket.IO', async () => {
    const { client, commands } = await page()
    client.send(Buffer.from('420["command",{}]'))
    await once(client, 'close')
    expect(commands).toEqual([])
  })

  it('lets no answer overtake what was said before it', async () => {
    const { client, got, says, heard, answers, socket } = await page()
    client.send('420["command",{}]')
    client.send('421["command",{}]')
    await heard()
    client.pause()
    answers[0]!({ ok: true })
    let long = 0
    for (; socket().conn.transport.writable; await new Promise(resolve => setImmediate(resolve)))
      socket().emit('long', long++, 'x'.repeat(100_000))
    for (const last = long + 3; long < last; long++)
      socket().emit('long', long, 'x'.repeat(100_000))
    answers[1]!({ ok: true })
    socket().emit('last')
    client.resume()
    await says('42["last"]')
    expect(got.map(frame => frame.slice(0, 12))).toEqual(['430[{"ok":tr', ...Array.from({ length: long }, (_, no) => `42["long",${no},"xx`.slice(0, 12)), '431[{"ok":tr', '42["last"]'])
  })

  it('takes nothing from a page that has left the namespace, and all from one that is back', async () => {
    const { client, says, join, heard, commands, answers, socket } = await page()
    const { conn } = socket()
    client.send('41')
    await once(socket(), 'disconnect')
    await join()
    expect(socket().conn).toBe(conn)
    client.send('425["command",{}]')
    await heard()
    expect(commands).toEqual([{}])
    answers[0]!({ ok: true })
    expect(await says('43')).toBe('435[{"ok":true}]')
    client.send('41')
    await once(socket(), 'disconnect')
    client.send('426["command",{}]')
    await once(client, 'close')
    expect(commands).toEqual([{}])
  })

  it('takes nothing any more from a page that it is parting from', async () => {
    const { client, commands, socket } = await page()
    const { conn } = socket()
    client.pause()
    socket().emit('long', 'x'.repeat(50_000_000))
    socket().emit('last')
    conn.close()
    client.send('420["command",{}]')
    await once(Reflect.get(conn.transport, 'socket') as WebSocket, 'message')
    expect(conn.readyState).toBe('closing')
    expect(commands).toEqual([])
  })
})

describe('the workshop\'s server', () => {
  it.each([
    ['a vote', { type: 'ballot:cast', id: newId(), poll: 'opening', round: 'opening#1', answer: ['a'] }],
    ['a vote that is refused', { type: 'ballot:cast', id: newId(), poll: 'opening', round: 'opening#1', answer: ['nothing'] }],
    ['a command of somebody else\'s', { type: 'poll:open', id: newId(), poll: 'opening' }],
    ['a command of no one\'s', { type: 'workshop:start' }],
    ['a command that lacks its parts', { type: 'ballot:cast', id: newId() }],
    ['a poll that is not there', { type: 'ballot:cast', id: newId(), poll: 'gone', round: 'gone#1', answer: { length: {} } }],
    ['a name of JavaScript\'s', { type: '__proto__' }],
    ['nothing', null],
    ['a list', [[[]]]],
    ['a number', 7],
  ])('answers %s in the same words on either way', async (what, payload) => {
    const { url, facilitator } = await startTestServer()
    await (await facilitator()).send({ type: 'poll:open', poll: 'opening' })
    const frames: string[] = []
    const wire = await connectWire(url, { onFrame: frame => frame.startsWith('43') && frames.push(frame) })
    const event = JSON.stringify(['command', payload])
    wire.raw(`421${event}`)
    wire.raw(`42/,2${event}`)
    await expect.poll(() => frames.length).toBe(2)
    expect(frames[0]!.slice(3)).toBe(frames[1]!.slice(3))
    expect(frames[0]!.includes('"ok":true')).toBe(what === 'a vote')
    wire.close()
  })

  it('lets a page in once, however often it asks at the same time, and again when it has left', async () => {
    const { port, room } = await startTestServer()
    const page = await knock(port)
    const join = `40${JSON.stringify({ role: 'attendee', v: PROTOCOL_VERSION })}`
    page.sendAtOnce(join, join, join)
    await page.says('42["attendee"')
    await expect.poll(() => page.got.filter(frame => frame === '44{"message":"malformed"}').length).toBe(2)
    const vote = (no: number) => `42${no}${JSON.stringify(['command', { type: 'role:say', id: newId(), role: null }])}`
    page.client.send(vote(1))
    await page.says('431')
    await page.leave()
    page.client.send(join)
    await expect.poll(() => page.got.filter(frame => frame.startsWith('42["attendee"')).length).toBe(2)
    page.client.send(vote(2))
    await page.says('432')
    const { rev } = room.workshop
    await page.leave()
    page.client.send(vote(3))
    await once(page.client, 'close')
    expect(room.workshop.rev).toBe(rev)
  })
})

/** A bare connection. */
async function knock(port: number) {
  const client = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
  onTestFinished(() => client.terminate())
  const got: string[] = []
  client.on('message', data => got.push(String(data)))
  const says = async (start: string) => {
    while (!got.some(frame => frame.startsWith(start)))
      await once(client, 'message')
    return got.find(frame => frame.startsWith(start))!
  }
  await says('0')
  const connection = Reflect.get(client, '_socket') as NetSocket
  return {
    client,
    got,
    says,
    /** Resolves when the server has let it go. */
    async leave() {
      client.send('41')
      client.ping()
      await once(client, 'pong')
    },
    /** In one piece. */
    sendAtOnce(...frames: string[]) {
      connection.cork()
      frames.forEach(frame => client.send(frame))
      connection.uncork()
    },
  }
}
