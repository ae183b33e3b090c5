import type { Buffer } from 'node:buffer'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import type { Proxy } from './proxies.ts'
import { Agent, request } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { PUBLIC_URL } from './documented.ts'

const { hostname: HOST, origin: ORIGIN } = new URL(PUBLIC_URL)

export interface Answer {
  /** Where it came from, after redirects. */
  url: string
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  text: string
}

export interface Ask {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
}

/** Its connections to the public address go to a proxy. */
export function agentOf({ port, authority }: Proxy): Agent {
  return new Agent({ host: '127.0.0.1', port, servername: HOST, ca: authority })
}

/**
 * A request to the public address, as it is or below it, over TLS; redirects are not followed.
 * @param address an address, or a path of the host
 * @throws Error when it is elsewhere, as a link of a page should not be
 */
export async function ask(proxy: Proxy, address: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  const { href } = new URL(address, ORIGIN)
  if (!/^[/?#]|^$/.test(href.slice((ORIGIN + proxy.path).length)) || !href.startsWith(ORIGIN + proxy.path))
    throw new Error(`${href} is not below ${ORIGIN}${proxy.path}.`)
  return new Promise((resolve, reject) => {
    request(href, { agent: agentOf(proxy), method, headers }, async (response) => {
      const body = await buffer(response)
      resolve({ url: href, status: response.statusCode!, headers: response.headers, body, text: body.toString() })
    }).on('error', reject).end(body)
  })
}

/** The same, following redirects, with the cookies that they set. */
export async function open(proxy: Proxy, address: string, { headers = {}, ...more }: Ask = {}): Promise<Answer> {
  const answer = await ask(proxy, address, { headers, ...more })
  const { location, 'set-cookie': set = [] } = answer.headers
  if (location === undefined)
    return answer
  const cookie = [headers.cookie, ...set.map(each => each.split(';')[0]!)].filter(Boolean).join('; ')
  return open(proxy, new URL(location, answer.url).href, { headers: { ...headers, ...cookie && { cookie } } })
}

/** What a page loads, links and sends its forms to. */
export function addressesIn({ url, text }: Answer): string[] {
  const found = [...text.matchAll(/<[^>]*\s(?:href|src|action)="([^"]+)"/g), ...text.matchAll(/url=([^"]+)"/g)].map(([, address]) => address!)
  return [...new Set(found.filter(address => !/^(?:#|data:)/.test(address)).map(address => new URL(address, url).href))]
}

/** The cookie that an answer sets, as it is sent back, and its attributes. */
export function cookieOf({ headers }: Answer): { cookie: string, attributes: string[] } {
  const [cookie = '', ...attributes] = headers['set-cookie']?.[0]?.split('; ') ?? []
  return { cookie, attributes }
}
