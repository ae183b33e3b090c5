import type { Buffer } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { parseCookie, stringifySetCookie } from 'cookie'
import { sign, unsign } from 'cookie-signature'
import { z } from 'zod'
import { isOverHttps } from '../addresses.ts'

export type Request = Pick<IncomingMessage, 'headers'>

export interface SignedCookieOptions<Value> {
  name: string
  /** For this cookie only, so that none is taken for another. */
  key: Buffer
  schema: z.ZodType<Value>
  /** The path that it is sent to, and all below. */
  path: string
  seconds: number
  /** The address that browsers use. */
  baseUrl: string
  /** Milliseconds since 1970. */
  now: () => number
}

/** A cookie that the browser keeps and can read, but neither change nor use for longer than it is given. */
export interface SignedCookie<Value> {
  /** The `Set-Cookie`. */
  set: (request: Request, value: Value) => string
  /** The `Set-Cookie` that removes it. */
  clear: (request: Request) => string
  /** Null if there is none, or if it is expired, or not from this server. */
  read: (request: Request) => Value | null
}

export function signedCookie<Value>({ name, key, schema, path, seconds, baseUrl, now }: SignedCookieOptions<Value>): SignedCookie<Value> {
  const content = z.object({ until: z.number(), value: schema })
  const setCookie = (request: Request, value: string, maxAge: number) =>
    stringifySetCookie({ name, value, path, maxAge, httpOnly: true, sameSite: 'lax', secure: isOverHttps(request.headers, baseUrl) })
  return {
    set: (request, value) => setCookie(request, sign(JSON.stringify({ until: now() + seconds * 1000, value }), key), seconds),
    clear: request => setCookie(request, '', 0),
    read(request) {
      const text = unsign(parseCookie(request.headers.cookie ?? '')[name] ?? '', key)
      if (!text)
        return null
      // Another version of this server may have signed something else.
      const { data } = content.safeParse(JSON.parse(text))
      return data && now() < data.until ? data.value : null
    },
  }
}
