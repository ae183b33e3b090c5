import type { IncomingMessage } from 'node:http'
import type { AddressInfo, Socket as NetSocket } from 'node:net'
import type { FrameOptions } from '../../chaos/fuzz/websocket.ts'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { connect, Socket } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { MOST_UNREAD, SharedText, WholeFramesServer } from '../../../server/realtime/frames.ts'
import { upgradeRequest } from '../../chaos/fuzz/raw-socket.ts'
import { wsFrame } from '../../chaos/fuzz/websocket.ts'
import { seatCookie, startTestServer } from '../../support/test-server.ts'
import { connectWire } from '../../support/wire.ts'

function nothing() {}

/** How often the system was asked to write on connections of servers, and how many pieces each time. */
function writes(): number[] {
  const seen: number[] = []
  const { _write: one, _writev: many } = Socket.prototype
  const isServers = (socket: Socket) => Boolean((socket as Socket & { server?: unknown }).server)
  vi.spyOn(Socket.prototype, '_write').mockImplementation(function (this: Socket, ...all) {
    if (isServers(this))
      seen.push(1)
    one.apply(this, all)
  })
  vi.spyOn(Socket.prototype, '_writev').mockImplementation(function (this: Socket, ...all) {
    if (isServers(this))
      seen.push(all[0].length)
    many!.apply(this, all)
  })
  return seen
}

describe('a server of whole frames', () => {
  const ends: (() => void)[] = []
  afterEach(() => {
    vi.restoreAllMocks()
    ends.splice(0).forEach(end => end())
  })

  async function connected() {
    const server = new WholeFramesServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    ends.push(() => client.terminate(), () => server.close())
    const [[socket, request]] = await Promise.all([once(server, 'connection') as Promise<[WebSocket, IncomingMessage]>, once(client, 'open')])
    const got: string[] = []
    client.on('message', data => got.push(String(data)))
    return { socket, connection: request.socket, client, got }
  }

  /** Sends until the connection has no room, and a few more; the client reads nothing of it. */
  function overfill(socket: WebSocket, connection: NetSocket, sent: (error?: Error | null) => void): string[] {
    const texts: string[] = []
    const send = (text: string) => {
      texts.push(text)
      socket.send(text, sent as (error?: Error) => void)
    }
    while (connection.writableLength < 300_000)
      send(String(texts.length).padStart(100_000))
    for (let no = 0; no < 30; no++)
      send(`short ${no}`)
    return texts
  }

  it('sends every text as it is, in order, whatever its length', async () => {
    const { socket, client, got } = await connected()
    const texts = ['', 'a', 'ä'.repeat(62), 'b'.repeat(125), '👏'.repeat(31), '👏'.repeat(32), 'c'.repeat(126), 'ä'.repeat(32_767), 'e'.repeat(65_535), 'd'.repeat(65_536), 'e'.repeat(65_535), 'end']
    texts.forEach((text, index) => index % 2 ? socket.send(text, nothing) : socket.send(text, {}, nothing))
    while (got.length < texts.length)
      await once(client, 'message')
    expect(got).toEqual(texts)
  })

  it.each([0, 125, 126, 65_535])('writes a text of %d bytes in one piece, and is done with it at once', async (length) => {
    const { socket } = await connected()
    const seen = writes()
    let sent = 0
    socket.send('b'.repeat(length), () => sent++)
    expect([sent, seen]).toEqual([1, [1]])
    socket.send('c'.repeat(length))
    expect(seen).toEqual([1, 1])
  })

  it('leaves a longer text to ws', async () => {
    const { socket } = await connected()
    const seen = writes()
    let sent = 0
    socket.send('b'.repeat(65_536), () => sent++)
    expect([sent, seen]).toEqual([0, [2]])
  })

  it('frames a text once that many are sent', async () => {
    const [one, other] = [await connected(), await connected()]
    const written: unknown[] = []
    const spy = vi.spyOn(Socket.prototype, 'write').mockImplementation((chunk: unknown) => written.push(chunk) > 0)
    const shared = new SharedText('b'.repeat(1000))
    one.socket.send(shared)
    other.socket.send(shared)
    expect(new Set(written).size).toBe(1)
    spy.mockRestore()
    const long = new SharedText('c'.repeat(70_000))
    one.socket.send(shared)
    one.socket.send(long)
    while (one.got.length < 2)
      await once(one.client, 'message')
    expect(one.got).toEqual([String(shared), String(long)])
  })

  it('says that a text is sent once there is room for it', async () => {
    const { socket, connection, client, got } = await connected()
    client.pause()
    let sent = 0
    const texts = overfill(socket, connection, () => sent++)
    expect(sent).toBe(0)
    client.resume()
    while (got.length < texts.length)
      await once(client, 'message')
    expect(got).toEqual(texts)
    expect(sent).toBe(texts.length)
  })

  it('says of every text that it is lost when the connection ends while texts wait', async () => {
    const { socket, connection, client } = await connected()
    client.pause()
    const told: unknown[] = []
    const texts = overfill(socket, connection, error => told.push(error))
    socket.terminate()
    await once(socket, 'close')
    expect(told).toHaveLength(texts.length)
    expect(told.at(-1)).toBeInstanceOf(Error)
    const late = await new Promise<Error | undefined>(resolve => socket.send('late', resolve))
    expect(late?.message).toMatch(/not open/)
  })

  it.each([['short', 60_000], ['long', 100_000]])('cuts off whoever leaves a megabyte of %s texts unread', async (_, length) => {
    const { socket, connection, client } = await connected()
    client.pause()
    const closed = once(socket, 'close')
    let most = 0
    for (let no = 0; no < 1000 && socket.readyState === WebSocket.OPEN; no++) {
      socket.send('x'.repeat(length))
      most = Math.max(most, connection.writableLength)
    }
    await closed
    expect(most).toBeLessThan(MOST_UNREAD + 2 * length)
  })

  it('sends one text of any length to whoever has read all before it', async () => {
    const { socket, client, got } = await connected()
    const big = 'x'.repeat(20 * MOST_UNREAD)
    socket.send(big)
    await once(client, 'message')
    socket.send('next')
    await once(client, 'message')
    expect(got).toEqual([big, 'next'])
  })

  it('answers pings of those who read, and no others', async () => {
    const { socket, connection, client } = await connected()
    client.ping()
    await once(client, 'pong')
    client.pause()
    while (connection.writableLength === 0)
      socket.send('x'.repeat(60_000))
    const waits = connection.writableLength
    const heard = new Promise<void>(resolve => socket.on('ping', data => String(data) === '99' && resolve()))
    for (let no = 0; no < 100; no++)
      client.ping(String(no))
    await heard
    expect(connection.writableLength).toBeLessThanOrEqual(waits)
  })

  it('says that a text is lost when the connection has just ended', async () => {
    const { socket, connection } = await connected()
    connection.destroy()
    const now = await new Promise<Error | undefined>(resolve => socket.send('now', resolve))
    expect(now).toBeInstanceOf(Error)
  })
})

/** A frame as a browser sends it. */
const frame = (payload: string | Buffer, options: FrameOptions = {}) => wsFrame(payload, { key: Buffer.from([1, 2, 3, 4]), ...options })

describe('what comes to a server of whole frames', () => {
  /** A connection whose bytes are the test's, each piece read on its own. */
  async function raw() {
    const server = new WholeFramesServer({ port: 0, host: '127.0.0.1', maxPayload: 1000 })
    await once(server, 'listening')
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    onTestFinished(() => {
      client.destroy()
      server.close()
    })
    client.write(upgradeRequest((server.address() as AddressInfo).port, ''))
    const [[socket, request]] = await Promise.all([once(server, 'connection') as Promise<[WebSocket, IncomingMessage]>, once(client, 'data')])
    const got: [string, boolean][] = []
    socket.on('message', (data, isBinary) => got.push([String(data), isBinary]))
    const faults: string[] = []
    socket.on('error', error => faults.push(error.message))
    return { client, socket, got, faults, come: (...chunks: Buffer[]) => chunks.forEach(chunk => request.socket.emit('data', chunk)) }
  }

  const texts = ['', 'a', 'ä'.repeat(62), 'b'.repeat(125), 'c'.repeat(126), '👏'.repeat(250)]

  it('is a message, however it is cut into pieces', async () => {
    const { come, got } = await raw()
    const all = Buffer.concat(texts.map(text => frame(text)))
    come(...texts.map(text => frame(text)), Buffer.from(all))
    for (const size of [1, 2, 7, 131])
      come(...Array.from({ length: Math.ceil(all.length / size) }, (_, no) => Buffer.from(all.subarray(no * size, (no + 1) * size))))
    expect(got).toEqual(Array.from({ length: 6 }, () => texts.map(text => [text, false])).flat())
  })

  it('is a message in several frames, or of bytes, with others before and after', async () => {
    const { come, got } = await raw()
    come(frame('one'), frame('in ', { fin: false }), frame('pieces', { opcode: 0 }), frame('bytes', { opcode: 2 }), frame('last'))
    expect(got).toEqual([['one', false], ['in pieces', false], ['bytes', true], ['last', false]])
  })

  it.each([
    ['text that is not UTF-8', frame(Buffer.from([0x61, 0xFF])), /UTF-8/],
    ['a text within another', Buffer.concat([frame('in ', { fin: false }), frame('pieces')]), /opcode/],
    ['a frame without a mask', frame('bare', { masked: false }), /MASK/],
    ['a frame with a reserved bit', frame('bit', { reserved: 4 }), /RSV1/],
    ['more than it takes', frame('x'.repeat(1001)), /size/],
  ])('ends with %s', async (_, bytes, why) => {
    const { come, got, faults, client } = await raw()
    come(frame('before'))
    come(...bytes.length > 12 && bytes[0] === 0x01 ? [bytes.subarray(0, 9), bytes.subarray(9)] : [bytes])
    come(frame('after'))
    expect(got).toEqual([['before', false]])
    await once(client, 'end')
    expect(faults).toEqual([expect.stringMatching(why)])
  })

  it('is nothing any more once the other side has closed', async () => {
    const { come, got, client, faults } = await raw()
    come(frame('before'), frame(Buffer.from([3, 232]), { opcode: 8 }), frame('after'))
    expect(got).toEqual([['before', false]])
    client.resume()
    await once(client, 'end')
    expect(faults).toEqual([])
  })
})

describe('the workshop\'s server', () => {
  it('makes a connection with two writes', async () => {
    const { url } = await startTestServer()
    const seen = writes()
    const wire = await connectWire(url, { cookie: seatCookie('ann') })
    expect(seen).toHaveLength(2)
    vi.restoreAllMocks()
    wire.close()
  })
})
