import type { IncomingHttpHeaders } from 'node:http'
import { hostname } from 'node:os'

/** The URL of a server at a host, which may be an IPv6 address. */
export function httpUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Cached, because asking the system on every request would take longer than all the rest. */
let ownName: string | undefined

/**
 * Whether a `Host` header names this machine. Names that anybody can point here (DNS rebinding) are refused, so that a
 * foreign page can't talk to the workshop through an attendee's browser.
 */
export function isOwnHost(host: string | undefined, publicUrl: string | undefined): boolean {
  if (!host)
    return false
  if (isPublicHost(host, publicUrl))
    return true
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const own = ownName ??= hostname().toLowerCase()
  return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(name) || /^\[[\da-f:.]+\]$/.test(name) || ['localhost', own, `${own}.local`].includes(name) || name.endsWith('.localhost')
}

/** A name or an address, and a port: nothing else of a URL. */
const PLAIN_HOST = /^[\w.:[\]-]+$/

/** Whether a `Host` header names the public address. Some proxies leave its port out. */
function isPublicHost(host: string | undefined, publicUrl: string | undefined): publicUrl is string {
  if (publicUrl === undefined)
    return false
  const { protocol, hostname, origin } = new URL(publicUrl)
  return [origin, `${protocol}//${hostname}`].includes(originOf(protocol, host) ?? '')
}

function originOf(protocol: string, host: string | undefined): string | undefined {
  const url = `${protocol}//${host}`
  return host && PLAIN_HOST.test(host) && URL.canParse(url) ? new URL(url).origin : undefined
}

/**
 * Whether an `Origin` header is a page of this server: its scheme, host and port. A request to the public address has to
 * come from a page of the public address; on this machine's own addresses, pages are plain http. Absent outside browsers,
 * which hold no cookies of ours.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string | undefined): boolean {
  // A proxy may replace its own name by this machine's.
  if (origin === undefined || (publicUrl && origin === new URL(publicUrl).origin))
    return true
  return !isPublicHost(host, publicUrl) && origin === originOf('http:', host)
}

/** Whether a form was sent by a page of this server, and not by another site in its visitor's name: browsers name the origin of every form. */
export function isOwnForm({ origin, host }: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  return origin !== undefined && isOwnOrigin(origin, host, publicUrl)
}

/** The first of several proxies is the one that the browser connected to. */
function isHttps(forwarded: string | string[] | undefined): boolean {
  return String(forwarded ?? '').split(',')[0]!.trim().toLowerCase() === 'https'
}

/**
 * Whether a browser sent a request over https: then it accepts `Secure` cookies, which it refuses over http. Only a
 * proxy speaks https, and some replace their own name by this machine's. `X-Forwarded-Proto` is believed from anybody, because it
 * can only make a cookie stricter: a client that lies about it breaks its own, and no page can send it in a visitor's name.
 */
export function isOverHttps({ host, 'x-forwarded-proto': forwarded }: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  return publicUrl !== undefined && publicUrl.startsWith('https:') && (isPublicHost(host, publicUrl) || isHttps(forwarded))
}
