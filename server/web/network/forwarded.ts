import type { IncomingMessage, Server } from 'node:http'

/** Longer than proxies keep a connection for the next request: a server that closes it may do so just when that comes. */
const KEEP_ALIVE_MS = 150_000

/**
 * Lets a server take the host that a browser asked for from `X-Forwarded-Host`, where a proxy gives `Host` another one, and keep the
 * proxy's idle connections. For servers that only a proxy reaches: whoever else does could name any host.
 */
export function trustForwarded(http: Server): void {
  http.keepAliveTimeout = KEEP_ALIVE_MS
  http.prependListener('request', takeHost)
  http.prependListener('upgrade', takeHost)
}

/** What stands before the last comma, the browser may have sent. */
function takeHost({ headers }: IncomingMessage): void {
  const host = String(headers['x-forwarded-host'] ?? '').split(',').at(-1)!.trim()
  if (host)
    headers.host = host
}
