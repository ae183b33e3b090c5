import type { ConnectionRole } from '../../../core/protocol/handshake.ts'
import type { Target } from './attack.ts'
import type { Chance } from './chance.ts'
import type { Asked } from './volley.ts'
import { Buffer } from 'node:buffer'
import { Agent, request } from 'node:http'
import { MESSAGE_BYTES } from '../../../core/protocol/limits.ts'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { brokenEnginePacket, brokenPacket } from './packets.ts'
import { exchange, PATIENCE, upgradeRequest } from './raw-socket.ts'
import { volley } from './volley.ts'
import { wsFrame } from './websocket.ts'

/** Between the packets of one payload. */
const SEPARATOR = '\u001E'
/** As many packets as surely fit into one request. */
const AT_ONCE = 6

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Closes the connections that are kept for further requests. */
export function hangUp(): void {
  agent.destroy()
}

interface Response { status: number, body: string }

/** Connects by HTTP polling, sends a volley, hears every answer, and ends with something broken. */
export async function pollingAttack(cookie: string, target: Target, chance: Chance): Promise<void> {
  const { port, world, report } = target
  const role: ConnectionRole = chance.often(0.8) ? 'attendee' : 'screen'
  let path = '/socket.io/?EIO=4&transport=polling'
  const ask = (method: string, body = '', headers = {}, query = '') => send(port, method, path + query, body, { cookie, ...headers })
  const opening = await ask('GET')
  const sid = /"sid":"([^"]+)"/.exec(opening.body)?.[1]
  if (sid === undefined)
    return report.accuse('unanswered', `a handshake by polling: ${opening.status}`)
  path += `&sid=${sid}`
  await ask('POST', `40${JSON.stringify({ role, v: PROTOCOL_VERSION })}`)
  await hear(ask, body => body.includes('40{'))

  // Unlike over a WebSocket, a 1 closes.
  const shots = volley(role, world, chance, AT_ONCE).filter(({ packets }) => packets.every(packet => packet !== '1' && Buffer.byteLength(packet as string) < 2000))
  const waiting = new Map<number, Asked>()
  // Numbers as they stand in the packets: some were left out.
  for (const { packets: [first], asked } of shots) {
    if (asked)
      waiting.set(Number(/^4\d(?:\d-|\/,)?(\d+)/.exec(first as string)![1]), asked)
  }
  shots.forEach(({ layer }) => report.count(layer))
  const payload = shots.flatMap(({ packets }) => packets).map(packet => typeof packet === 'string' ? packet : `b${Buffer.from(packet).toString('base64')}`)
  if (shots.length > 0)
    await ask('POST', payload.join(SEPARATOR))
  const heard = (body: string) => {
    for (const packet of body.split(SEPARATOR).filter(packet => packet.startsWith('43'))) {
      const start = packet.indexOf('[')
      const no = Number(packet.slice(2, start))
      report.judge(JSON.parse(packet.slice(start)), waiting.get(no) ?? { text: 'what nobody asked' })
      waiting.delete(no)
    }
    return waiting.size === 0
  }
  if (waiting.size > 0)
    await hear(ask, heard)
  waiting.forEach(({ text }) => report.accuse('unanswered', text.slice(0, 300)))

  const answers = await Promise.all(endings(ask, port, cookie, sid, chance))
  report.count('engine.io', answers.length)
  answers.forEach(({ status }) => report.tell('engine.io', String(status)))
  // Else the session stays until its ping is missed.
  await ask('POST', '1')
}

type Ask = (method: string, body?: string, headers?: Record<string, string>, query?: string) => Promise<Response>

/** Polls until it was heard, or the session is over. */
async function hear(ask: Ask, heard: (body: string) => boolean): Promise<void> {
  for (;;) {
    const { status, body } = await ask('GET')
    if (body === '2')
      await ask('POST', '3')
    if (heard(body) || status !== 200)
      return
  }
}

function endings(ask: Ask, port: number, cookie: string, sid: string, chance: Chance): Promise<Response>[] {
  const upgrade = async (...packets: string[]): Promise<Response> => {
    const answer = await exchange(port, Buffer.concat([Buffer.from(upgradeRequest(port, cookie, `&sid=${sid}`)), ...packets.map(packet => wsFrame(packet))]))
    return { status: answer === null ? 0 : Number(answer.slice(9, 12)), body: answer ?? '' }
  }
  return chance.pick<() => Promise<Response>[]>([
    () => [ask('POST', Array.from({ length: 1 + chance.below(20) }, () => brokenEnginePacket(chance)).join(SEPARATOR))],
    () => [ask('POST', brokenPacket(chance).slice(0, 15_000))],
    () => [ask('POST', SEPARATOR.repeat(1 + chance.below(1000)))],
    () => [ask('POST', 'x'.repeat(MESSAGE_BYTES + chance.below(50_000)))],
    () => [ask('POST', '')],
    () => [ask('GET'), ask('GET')],
    () => [ask('POST', '3'.repeat(9000)), ask('POST', '3')],
    () => [ask(chance.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']), '')],
    () => [ask('POST', chance.bytes(100).toString('latin1'), { 'content-type': 'application/octet-stream' })],
    () => [ask('POST', `d=${encodeURIComponent(Buffer.from(brokenEnginePacket(chance)).toString())}`, { 'content-type': 'application/x-www-form-urlencoded' }, '&j=0')],
    () => [ask('GET', '', {}, chance.pick(['&sid=other', '&EIO=3', '&transport=websocket']))],
    () => [upgrade('5')],
    () => [upgrade('2probe', '2probe', '5', '2probe')],
    () => [upgrade('2probe', '5', '5', '42["command",{}]')],
    () => [upgrade('3probe'), upgrade('2probe')],
    () => [upgrade('42["command",{}]', '2probe', '5')],
    () => [upgrade('2probe', '5'), ask('POST', '3')],
    () => [upgrade(brokenEnginePacket(chance))],
  ])()
}

/** Status 0 where the connection ended without an answer. */
function send(port: number, method: string, path: string, body: string, headers: Record<string, string>): Promise<Response> {
  return new Promise((resolve) => {
    const sending = request({ port, host: '127.0.0.1', agent, method, path, timeout: PATIENCE, headers: { 'host': `localhost:${port}`, 'content-type': 'text/plain;charset=UTF-8', ...headers, ...body && { 'content-length': Buffer.byteLength(body) } } }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', chunk => text += chunk)
      response.on('close', () => resolve({ status: response.statusCode!, body: text }))
    })
    sending.on('timeout', () => sending.destroy())
    // The server may have closed a kept connection at the moment when it was used again.
    sending.on('error', () => resolve(method === 'GET' && sending.reusedSocket ? send(port, method, path, body, headers) : { status: 0, body: '' }))
    sending.end(body)
  })
}
