import type { Buffer } from 'node:buffer'
import type { Proxy } from '../../../support/proxies/proxies.ts'
import { request } from 'node:https'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { PUBLIC_URL } from '../../../support/proxies/documented.ts'
import { addressesIn, agentOf, ask, open } from '../../../support/proxies/outside.ts'
import { PROXIES } from '../../../support/proxies/proxies.ts'
import { startBehind } from '../../../support/proxies/serve.ts'
import { attendeeCookie, FACILITATOR_COOKIE } from '../../../support/server/test-server.ts'

const { origin: ORIGIN } = new URL(PUBLIC_URL)

/** Announces a body of 50 MB and sends little of it. @returns the status of the answer */
function announceBody(proxy: Proxy, path: string): Promise<number> {
  const headers = { 'origin': ORIGIN, 'cookie': attendeeCookie('ann'), 'content-type': 'application/x-www-form-urlencoded', 'content-length': 50_000_000 }
  return new Promise((resolve, reject) => {
    const sending = request(ORIGIN + path, { agent: agentOf(proxy), method: 'POST', headers }, (response) => {
      resolve(response.statusCode!)
      sending.destroy()
    })
    sending.on('error', reject)
    sending.write('poll=')
  })
}

function decoded(body: Buffer, encoding: string | undefined): string {
  if (encoding === undefined)
    return body.toString()
  return (encoding === 'br' ? brotliDecompressSync(body) : gunzipSync(body)).toString()
}

describe.each(PROXIES)('%s', (name) => {
  it('answers a large body before it has come, for every address', async () => {
    const { proxy, place, counted } = await startBehind(name)
    for (const path of ['/votes/', place, `${place}/deck/1`, `${place}/facilitator/api/results.json`, '/votes/facilitate/key', '/votes/facilitate/start'])
      expect(await announceBody(proxy, path)).toBe(413)
    expect([400, 413]).toContain(await announceBody(proxy, '/votes/socket.io/?EIO=4&transport=polling'))
    expect(counted()).toEqual([])
  })

  it('compresses nothing a second time', async () => {
    const { proxy, place } = await startBehind(name)
    const script = addressesIn(await ask(proxy, place)).find(url => url.endsWith('.js'))!
    const pages = [place, script, `${place}/deck/1`, '/votes/?code=zzzzzz']
    for (const [accepted, sent] of [['br', 'br'], ['gzip', 'gzip'], ['gzip, deflate, br, zstd', 'br'], ['identity', undefined]] as const) {
      for (const path of pages) {
        const { headers, body } = await open(proxy, path, { headers: { 'accept-encoding': accepted } })
        expect(headers['content-encoding']).toBe(sent)
        expect(decoded(body, sent)).toMatch(path === script ? /\bimport\b/ : /^<!doctype html>/i)
      }
    }
  })
})

it('nginx takes the headers of every page into the four kilobytes that it has for them', async () => {
  const { proxy, server, place } = await startBehind('nginx', { hasSmallBuffers: true })
  const headers = { cookie: FACILITATOR_COOKIE }
  for (const path of ['/votes', `/votes${server.newSignInPath()}`, `${place}/deck/1`, `${place}/facilitator/presenter/1`, `${place}/facilitator/seats`, `${place}/facilitator/api/results.json`, '/votes/facilitate'])
    expect((await open(proxy, path, { headers })).status).toBe(200)
})
