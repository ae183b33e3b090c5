import type { IncomingMessage } from 'node:http'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { COOKIES, FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'

type Transport = 'polling' | 'websocket'

const UPGRADE = { 'connection': 'Upgrade', 'upgrade': 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }

/** Knocks as a browser would; what a browser sends as `Host` and `Origin` is the attacker's to choose. */
function knock(port: number, transport: Transport, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const knocking = request({
      port,
      host: '127.0.0.1',
      path: `/socket.io/?EIO=4&transport=${transport}`,
      headers: { ...transport === 'websocket' && UPGRADE, ...headers },
    })
    knocking.on('response', response => resolve(response.resume()))
    knocking.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response)
    })
    knocking.on('error', reject)
    knocking.end()
  })
}

async function statusOf(...attempt: Parameters<typeof knock>): Promise<number | undefined> {
  return (await knock(...attempt)).statusCode
}

it('answers a WebSocket of an older Engine.IO with an error', async () => {
  const { port } = await startTestServer()
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET /socket.io/?EIO=3&transport=websocket HTTP/1.1\r\nHost: localhost\r\n${Object.entries(UPGRADE).map(pair => pair.join(': ')).join('\r\n')}\r\n\r\n`)
  let answer = ''
  socket.on('data', part => answer += String(part))
  await once(socket, 'close')
  expect(answer).toContain('Unsupported protocol version')
})

it('answers a plain request for a WebSocket of another session, which Engine.IO would keep open for ever', async () => {
  const server = await startTestServer()
  const { body } = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`).then(async response => ({ body: await response.text() }))
  const { sid } = JSON.parse(body.slice(1)) as { sid: string }
  expect((await fetch(`${server.url}/socket.io/?EIO=4&transport=websocket&sid=${sid}`)).status).toBe(400)
})

it('limits the number of sessions that nobody polls', async () => {
  const server = await startTestServer()
  const open = () => fetch(`${server.url}/socket.io/?EIO=4&transport=polling`).then(response => response.text()).then(text => (JSON.parse(text.slice(1)) as { sid: string }).sid)
  const first = await open()
  for (let group = 0; group < 30; group++)
    await Promise.all(Array.from({ length: 11 }, open))
  const poll = (sid: string) => fetch(`${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', body: '3' }).then(({ status }) => status)
  expect(await poll(first)).toBe(400)
  expect(await poll(await open())).toBe(200)
})

it.each([['pings', 0x89], ['pongs', 0x8A]])('disconnects a client that floods it with %s', async (_, first) => {
  const { port } = await startTestServer()
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  socket.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n${Object.entries(UPGRADE).map(pair => pair.join(': ')).join('\r\n')}\r\n\r\n`)
  await once(socket, 'data')
  socket.resume()
  const closed = new Promise(resolve => socket.once('close', resolve))
  for (let sent = 0; sent < 100 && !socket.destroyed; sent++)
    socket.write(Buffer.concat(Array.from({ length: 100 }, () => Buffer.from([first, 0x80, 1, 2, 3, 4]))))
  await closed
})

it('limits the number of pages of one browser', async () => {
  const server = await startTestServer()
  const pages = await Promise.all(Array.from({ length: 50 }, () => server.attendee('ann')))
  await expect(server.attendee('ann')).rejects.toThrow('too_many_pages')
  await server.attendee('ben')
  const ben = await server.facilitator()
  pages[0]!.close()
  await ben.next('welcome')
  await expect.poll(() => server.attendee('ann').then(() => 'in', () => 'out')).toBe('in')
})

describe.each(['websocket', 'polling'] as const)('connecting by %s', (transport) => {
  const welcomed = transport === 'websocket' ? 101 : 200
  const refused = transport === 'websocket' ? 400 : 403

  it('accepts every role', async () => {
    const server = await startTestServer()
    const attendee = await server.attendee('ann', { transport })
    const screen = await server.screen({ transport })
    const facilitator = await server.facilitator({ transport })
    expect(await attendee.next('attendee')).toMatchObject({ workshop: { id: 'test-room' }, poll: null })
    expect(await screen.next('welcome')).toMatchObject({ mayMove: false })
    expect(await facilitator.next('welcome')).toMatchObject({ mayMove: true })
  })

  it.each([
    ['none, as outside a browser', undefined, welcomed],
    ['the server\'s own', 'own', welcomed],
    ['a foreign site', 'https://evil.example', refused],
    ['the same machine, another port', 'http://127.0.0.1:1', refused],
    ['a sandboxed frame', 'null', refused],
  ])('checks the origin: %s', async (_, origin, status) => {
    const { port } = await startTestServer()
    const host = `127.0.0.1:${port}`
    const headers: Record<string, string> = origin === undefined ? { host } : { host, origin: origin === 'own' ? `http://${host}` : origin }
    expect(await statusOf(port, transport, headers)).toBe(status)
  })

  it('refuses a host name that is not ours', async () => {
    const { port } = await startTestServer()
    const host = `evil.example:${port}`
    expect(await statusOf(port, transport, { host, origin: `http://${host}` })).toBe(refused)
  })

  it('accepts the public address', async () => {
    const { port } = await startTestServer({ publicUrl: 'https://vote.example' })
    expect(await statusOf(port, transport, { host: 'vote.example', origin: 'https://vote.example' })).toBe(welcomed)
    expect(await statusOf(port, transport, { host: 'vote.example', origin: 'https://evil.example' })).toBe(refused)
    expect(await statusOf(port, transport, { host: 'vote.example', origin: 'http://vote.example' })).toBe(refused)
    expect(await statusOf(port, transport, { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` })).toBe(welcomed)
  })

  it('sets a Secure cookie only for requests to a public https address', async () => {
    const { port } = await startTestServer({ publicUrl: 'https://vote.example' })
    const cookieAt = async (host: string) => (await knock(port, transport, { host })).headers['set-cookie']![0]
    expect(await cookieAt('vote.example')).toMatch(/; Secure;/)
    expect(await cookieAt(`127.0.0.1:${port}`)).not.toMatch(/Secure/)
  })
})

describe('the handshake', () => {
  it('refuses an old page with client_too_old', async () => {
    const server = await startTestServer()
    await expect(server.attendee('ann', { auth: { role: 'attendee', v: PROTOCOL_VERSION - 1 } })).rejects.toThrow('client_too_old')
  })

  it.each([
    ['nothing', {}],
    ['an unknown role', { role: 'admin', v: PROTOCOL_VERSION }],
    ['no version', { role: 'attendee' }],
    ['a version that is no number', { role: 'attendee', v: '1' }],
  ])('refuses %s', async (_, auth) => {
    const server = await startTestServer()
    await expect(server.attendee('ann', { auth })).rejects.toThrow('malformed')
  })

  it.each([
    ['no cookie', undefined],
    ['a guessed one', `${FACILITATOR_COOKIE}x`],
    ['an empty one', `${COOKIES.facilitator}=`],
  ])('grants no facilitator\'s rights with %s', async (_, cookie) => {
    const server = await startTestServer()
    await expect(server.facilitator({ cookie })).rejects.toThrow('not_allowed')
    const screen = await server.screen(cookie === undefined ? {} : { cookie })
    expect(await screen.next('welcome')).toMatchObject({ mayMove: false })
  })

  it('lets a screen with the facilitator\'s cookie move the slides', async () => {
    const server = await startTestServer()
    const screen = await server.screen({ cookie: FACILITATOR_COOKIE })
    expect(await screen.next('welcome')).toMatchObject({ mayMove: true })
    expect(await screen.send({ type: 'slide:show', no: 2, clicks: 0, poll: null })).toEqual({ ok: true })
  })
})

describe('an upgrade on another path', () => {
  it.each([['a new connection', ''], ['one that was used before', 'GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n']])('ends %s', async (_, before) => {
    const { port } = await startTestServer()
    const socket = connect({ port, host: '127.0.0.1' }).resume()
    socket.write(`${before}GET /elsewhere HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
    await once(socket, 'close')
  })
})

describe('an identity', () => {
  it.each(['websocket', 'polling'] as const)('comes with the connection if the page has none: %s', async (transport) => {
    const { port } = await startTestServer()
    const response = await knock(port, transport)
    expect(response.headers['set-cookie']).toEqual([expect.stringMatching(/^workshop_attendee_[\da-f]{8}=[\w-]{32}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)])
  })

  it('from the connection is the one that counts', async () => {
    const { url, attendee, screen } = await startTestServer()
    const polling = `${url}/socket.io/?EIO=4&transport=polling`
    const opened = await fetch(polling)
    const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!
    const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string }
    await fetch(`${polling}&sid=${sid}`, { method: 'POST', body: `40${JSON.stringify({ role: 'attendee', v: PROTOCOL_VERSION })}` })
    // The first answer says that the server has taken the attendee in.
    expect(await (await fetch(`${polling}&sid=${sid}`)).text()).toMatch(/^40/)

    await attendee(undefined, { cookie })
    expect((await (await screen()).next('welcome')).room.online).toBe(1)
  })
})
