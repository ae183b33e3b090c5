import type { IncomingMessage, Server } from 'node:http'

/**
 * Lets a server answer below a path as at its root: a proxy that gives it a part of an address may leave that part in what it asks
 * for, or take it away.
 * @param path such as `/votes`; empty: nothing changes
 */
export function answerBelow(http: Server, path: string): void {
  if (path === '')
    return
  const shorten = (request: IncomingMessage) => {
    const { url = '' } = request
    if (url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`))
      request.url = `/${url.slice(path.length).replace(/^\//, '')}`
  }
  http.prependListener('request', shorten)
  http.prependListener('upgrade', shorten)
}
