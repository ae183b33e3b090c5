import type { Shipped } from '../processes/shipped.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { connectWire, cookieName, newId } from './wire.ts'

export interface Guesses {
  made: number
  /** Guesses a second. */
  rate: number
  hits: string[]
  /** Wrong links and cookies that were answered before the server stopped answering them. */
  answered: number
  /** How the facilitator's own link fared meanwhile. */
  honest: { status: number, setCookie: string }
}

const AT_ONCE = 32
const TOKEN_BYTES = 24

/** Guesses at links, cookies and sessions, so many in all, while the facilitator signs in. */
export async function guess({ url, port, signInUrl }: Shipped, count: number): Promise<Guesses> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const ask = (path: string, cookie?: string) => new Promise<{ status: number, body: string, setCookie: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent, headers: { host: `localhost:${port}`, ...cookie && { cookie } } }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', chunk => body += chunk)
      response.on('end', () => resolve({ status: response.statusCode!, body, setCookie: response.headers['set-cookie']?.[0] ?? '' }))
    }).on('error', reject).end()
  })
  await takeSeat(url)
  const place = (await fetch(url, { redirect: 'manual' })).headers.get('location')!
  const name = await cookieName(url)
  const token = () => randomBytes(TOKEN_BYTES).toString('base64url')
  const hits: string[] = []
  let answered = 0
  const kinds = [
    async () => {
      const { status, setCookie } = await ask(`/facilitate/sign-in/${token()}`)
      answered += Number(status === 410)
      return setCookie || ![410, 429].includes(status) ? `a link: ${status}` : null
    },
    async () => {
      const { status } = await ask(`${place}/facilitator/api/results.json`, `${name.replace('attendee', 'facilitator')}=${token()}`)
      answered += Number(status === 401)
      return ![401, 429].includes(status) ? `a facilitator's cookie: ${status}` : null
    },
    async () => {
      const { body } = await ask(`${place}/`, `${name}=${token()}`)
      return body.includes('"own":{"ballots":{}}') ? null : 'an identity that somebody has'
    },
    async () => {
      const { status } = await ask(`/socket.io/?EIO=4&transport=polling&sid=${randomUUID()}`)
      return status === 400 ? null : `a session: ${status}`
    },
  ]
  let made = 0
  let honest: Guesses['honest'] = { status: 0, setCookie: '' }
  const began = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (made < count) {
      const no = made++
      const hit = await kinds[no % kinds.length]!()
      if (hit)
        hits.push(hit)
      if (no === Math.floor(count / 2))
        honest = await ask(new URL(signInUrl).pathname)
    }
  }))
  agent.destroy()
  return { made, rate: made / (performance.now() - began) * 1000, hits, answered, honest }
}

/** There is an answer that a guessed identity would show. */
async function takeSeat(url: string): Promise<void> {
  const attendee = await connectWire(url, { attendee: 1 })
  await attendee.send({ type: 'role:say', id: newId(), role: null })
  attendee.close()
}
