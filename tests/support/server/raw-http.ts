import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { connect } from 'node:net'

export interface RawRequest {
  /** Sent as it is: nothing tidies the path. */
  path?: string
  method?: string
  /** In place of, or beside, `Host` and `Connection: close`; null leaves one out. */
  headers?: Record<string, string | null>
}

export interface RawResponse {
  /** 0: the connection ended without an answer. */
  status: number
  /** Names in lower case; `set-cookie` lines are joined by line breaks. */
  headers: Record<string, string>
  /** As it came, in chunks where the server sent some. */
  body: Buffer
  /** Everything that came. */
  bytes: Buffer
}

/** One request over a connection of its own, byte for byte, which `fetch` does not allow. */
export async function rawRequest(port: number, { path = '/', method = 'GET', headers = {} }: RawRequest = {}): Promise<RawResponse> {
  const lines = Object.entries({ Host: `localhost:${port}`, Connection: 'close', ...headers }).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}`)
  return parse(await exchange(port, Buffer.from([`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'), 'latin1')))
}

/** Sends bytes and resolves with all that came back once the server has closed. */
async function exchange(port: number, bytes: Buffer): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk))
  socket.write(bytes)
  // A server that cuts a garbled request off has answered it.
  socket.on('error', () => {})
  await once(socket, 'close').catch(() => {})
  return Buffer.concat(chunks)
}

function parse(bytes: Buffer): RawResponse {
  const end = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = name in headers ? `${headers[name]}\n${value}` : value
  }
  return { status: Number(first.split(' ')[1] ?? 0), headers, body: end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 4), bytes }
}
