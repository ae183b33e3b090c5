import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'

const ROWS = ['We ship too slowly', 'We break too much', 'Too much toil', 'It costs too much', 'It is not safe', 'Curious']
const PAGE = `<!doctype html><meta name="viewport" content="width=device-width"><title>Vote</title><form method="post"><h1>What hurts most?</h1>${ROWS.map(row => `<p><label><input type="radio" name="vote" value="${row}"> ${row}</label>`).join('')}<p><button>Vote</button></form>`

export interface PlainForm {
  url: string
  /** Resolves when the next vote is in, with that time, in milliseconds since 1970. */
  nextVote: () => Promise<number>
  close: () => void
}

/** A poll as a page of one request and no script, which keeps nothing. */
export async function plainForm(): Promise<PlainForm> {
  let voted = (_: number) => {}
  const server = createServer((request, response) => {
    if (request.method === 'POST')
      request.resume().once('end', () => voted(Date.now()))
    // The page stays as it is.
    if (request.url === '/' && request.method === 'GET')
      response.setHeader('content-type', 'text/html').end(PAGE)
    else
      response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    nextVote: () => new Promise(resolve => voted = resolve),
    close: () => void server.close(),
  }
}
