import type { Target } from './attack.ts'
import type { Chance } from './chance.ts'
import { Buffer } from 'node:buffer'
import { ODD_TEXTS } from './odd.ts'
import { upgradeRequest } from './raw-socket.ts'

export interface HttpAttack {
  bytes: Buffer
  /** Requests in it. */
  count: number
  /** Each is complete, so each has to be answered. */
  complete: boolean
}

const PATHS = ['/', '/index.html', '/deck', '/deck/1', '/deck/999', '/deck/presenter/1', '/facilitator', '/facilitator/', '/facilitator/api/results.json', '/facilitator/api/export.pdf', '/facilitator/api/report.zip', '/facilitate/sign-in/x', '/facilitator/sign-in/', '/socket.io/', '/favicon.ico']
const ODD_PATHS = ['/%', '/%00', '/%E0%A4%A', '/deck/%', '/facilitate/sign-in/%FF', '/deck/../../etc/passwd', '/deck/..%2f..%2fpackage.json', '/deck/%2e%2e/%2e%2e/package.json', '//', '/\\..\\', '/__proto__', '/constructor', '/?a[__proto__]=1', '/deck//1', '/;', '/deck/1?'.padEnd(4000, 'x'), '*', 'http://evil.example/', 'localhost:80', '/deck/presenter/%0d%0aSet-Cookie:x', '/socket.io', '/socket.io/socket.io.js']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'M-SEARCH']
const TRANSPORTS = ['websocket', 'polling', 'webtransport', 'flashsocket', 'constructor', '__proto__', 'toString', '', 'WebSocket', 'polling%00', 'polling&transport=websocket']

/** Requests that a server may refuse but not leave unanswered, or bytes that are none. */
export function httpAttack({ port, cookie }: Pick<Target, 'port' | 'cookie'>, chance: Chance): HttpAttack {
  if (chance.often(0.6)) {
    const count = 1 + chance.below(8)
    const requests = Array.from({ length: count }, (_, index) => completeRequest(port, cookie, chance, index === count - 1))
    return { bytes: Buffer.from(requests.join(''), 'latin1'), count, complete: count === 1 }
  }
  return { bytes: Buffer.from(brokenBytes(port, chance)), count: 1, complete: false }
}

function completeRequest(port: number, cookie: string, chance: Chance, last: boolean): string {
  const method = chance.often(0.6) ? 'GET' : chance.pick(METHODS)
  const path = chance.often(0.3) ? engineQuery(chance) : chance.pick(chance.often(0.5) ? PATHS : ODD_PATHS)
  const headers = [`Host: ${chance.often(0.9) ? `localhost:${port}` : chance.pick(['evil.example', '', '[::1', 'localhost:99999', '127.0.0.1', `localhost:${port}@evil`])}`]
  const body = chance.often(0.2) && method !== 'GET' && method !== 'HEAD' ? 'x'.repeat(chance.below(3000)) : ''
  if (body)
    headers.push(`Content-Length: ${body.length}`)
  for (let extra = chance.below(3); extra > 0; extra--)
    headers.push(oddHeader(cookie, chance))
  if (last)
    headers.push('Connection: close')
  return `${method} ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`
}

function engineQuery(chance: Chance): string {
  const eio = chance.pick(['4', '3', '2', '5', '', 'NaN', '4.0', '4&EIO=3'])
  const sid = chance.often(0.6) ? `&sid=${chance.pick(['x', '', '__proto__', 'constructor', 'toString', chance.token(20), '%00', 'a&sid=b'])}` : ''
  const jsonp = chance.often(0.2) ? `&j=${chance.pick(['0', '', 'x', '0&j=1', '__proto__'])}` : ''
  return `/socket.io/?EIO=${eio}&transport=${chance.pick(TRANSPORTS)}${sid}${jsonp}&t=${chance.token(6)}`
}

function oddHeader(cookie: string, chance: Chance): string {
  const facilitator = cookie.split('=')[0]!
  const attendee = facilitator.replace('facilitator', 'attendee')
  return chance.pick([
    () => `Cookie: ${chance.pick([`${attendee}=`, `${attendee}=%`, `${attendee}=${'s'.repeat(31)}`, `${facilitator}=x`, '__proto__=1', ';;;===', `a=${'x'.repeat(4000)}`, `${attendee}=%E0%A4%A`])}`,
    () => `Origin: ${chance.pick(['null', 'https://evil.example', '', 'http://localhost', 'file://', '\x80'])}`,
    () => `Accept-Encoding: ${chance.pick(['br', 'gzip;q=x', '*', 'identity;q=0', 'gzip, gzip, gzip'])}`,
    () => `Range: ${chance.pick(['bytes=0-', 'bytes=-1', 'bytes=9-1', 'bytes=0-0,1-1', 'lines=1', 'bytes=99999999999999999999-'])}`,
    () => `If-None-Match: ${chance.pick(['*', '""', 'W/"x"', 'x'.repeat(2000)])}`,
    () => `Transfer-Encoding: identity`,
    () => `Expect: ${chance.pick(['100-continue', '417'])}`,
    () => `Upgrade: ${chance.pick(['h2c', 'websocket', 'constructor'])}`,
    () => `X-${chance.token(8)}: ${'y'.repeat(chance.below(6000))}`,
    () => `Referer: ${chance.pick(['\xFF\xFE', 'javascript:1'])}`,
  ])()
}

function brokenBytes(port: number, chance: Chance): string | Buffer {
  const host = `Host: localhost:${port}\r\n`
  return chance.pick<() => string | Buffer>([
    () => chance.bytes(1 + chance.below(600)),
    // TLS, HTTP/2, SOCKS.
    () => Buffer.from('16030100f1010000ed0303', 'hex'),
    () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    () => Buffer.from([5, 1, 0]),
    () => 'GET /\r\n',
    () => 'GET / HTTP/9.9\r\n\r\n',
    () => `GET / HTTP/1.1\r\n\r\n`,
    () => `GET / HTTP/1.1\r\n${host}${host}\r\n`,
    () => `GET / HTTP/1.1\r\n${host}Big: ${'x'.repeat(20_000)}\r\n\r\n`,
    () => `GET / HTTP/1.1\r\n${host}${Array.from({ length: 3000 }, (_, index) => `h${index}: 1`).join('\r\n')}\r\n\r\n`,
    () => `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`,
    () => `POST / HTTP/1.1\r\n${host}Content-Length: ${chance.pick(['-1', '1e9', '99999999999999999999', '5, 6', 'x'])}\r\n\r\nhello`,
    () => `POST / HTTP/1.1\r\n${host}Content-Length: 100\r\n\r\npart`,
    () => `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n${chance.pick(['zz\r\nhello\r\n', 'ffffffffffffffffff\r\n', '5\r\nhel', '-1\r\n', '5;\0\r\nhello\r\n0\r\n\r\n'])}`,
    () => `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n${host}\r\n`,
    () => `GET / HTTP/1.1\r\n${host}Bad Header: 1\r\n\0: 2\r\n : 3\r\n\r\n`,
    () => `GET / HTTP/1.1\r\n${host}X: ${chance.pick(ODD_TEXTS)}\r\n\r\n`,
    () => `GET / HTTP/1.1\n${host}\n`,
    () => `${'\r\n'.repeat(1000)}GET / HTTP/1.1\r\n${host}\r\n`,
    () => upgradeRequest(port, '').slice(0, 20 + chance.below(180)),
    () => `CONNECT localhost:1 HTTP/1.1\r\n${host}\r\n`,
    () => `GET / HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: ${chance.pick(['h2c', 'websocket', 'TLS/1.0'])}\r\n\r\njunk`,
    () => brokenUpgrade(port, chance),
    () => brokenUpgrade(port, chance),
    // On a connection that was used before.
    () => `GET /nothing HTTP/1.1\r\n${host}\r\nGET /elsewhere HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    () => `GET /nothing HTTP/1.1\r\n${host}\r\n${brokenUpgrade(port, chance)}`,
  ])()
}

function brokenUpgrade(port: number, chance: Chance): string {
  const sound = upgradeRequest(port, '', chance.often(0.3) ? `&sid=${chance.pick(['x', '__proto__', ''])}` : '')
  return chance.pick([
    sound.replace('Version: 13', `Version: ${chance.pick(['8', '0', '', '999', 'x'])}`),
    sound.replace(/Key: \S+/, `Key: ${chance.pick(['', 'x', '===', 'dGhlIHNhbXBsZSBub25jZQ'])}`),
    sound.replace('GET', chance.pick(['POST', 'PUT', 'get'])),
    sound.replace('/socket.io/', chance.pick(['/', '/socket.io', '/socket.io/x/', '/elsewhere', '/%'])),
    sound.replace('EIO=4', `EIO=${chance.pick(['3', '', '5', 'x'])}`),
    sound.replace('transport=websocket', `transport=${chance.pick(TRANSPORTS)}`),
    sound.replace('\r\n\r\n', `\r\nSec-WebSocket-Extensions: ${chance.pick(['permessage-deflate; server_max_window_bits=99', ';;;', 'permessage-deflate', 'x'.repeat(3000)])}\r\n\r\n`),
    sound.replace('\r\n\r\n', `\r\nSec-WebSocket-Protocol: ${chance.pick(['a, a', ',', 'soap'])}\r\n\r\n`),
    sound.replace('\r\n\r\n', '\r\nOrigin: https://evil.example\r\n\r\n'),
    sound.replace(/Host: \S+/, 'Host: evil.example'),
    `${sound}${'junk'.repeat(1 + chance.below(200))}`,
  ])
}
