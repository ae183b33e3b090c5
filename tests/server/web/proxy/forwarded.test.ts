import type { TestServer } from '../../../support/server/test-server.ts'
import { describe, expect, it } from 'vitest'
import { rawRequest } from '../../../support/server/raw-http.ts'
import { startTestServer } from '../../../support/server/test-server.ts'

const PUBLIC = 'https://vote.example'
/** What a proxy calls this server among its own. */
const UPSTREAM = 'workshop:4321'

/** Whether a page, a poll and a WebSocket are answered. */
async function areLetIn({ port, attendee }: TestServer, headers: Record<string, string>): Promise<boolean[]> {
  const page = await rawRequest(port, { headers: { Host: UPSTREAM, ...headers } })
  const poll = await rawRequest(port, { path: '/socket.io/?EIO=4&transport=polling', headers: { Host: UPSTREAM, Origin: PUBLIC, ...headers } })
  const connects = await attendee('ann', { headers: { host: UPSTREAM, origin: PUBLIC, ...headers } }).then(() => true, () => false)
  return [page.status === 302, poll.status === 200, connects]
}

describe('a proxy that names this server as it likes', () => {
  it('is believed which host a browser asked for if it is trusted', async () => {
    const server = await startTestServer({ publicUrl: PUBLIC, trustProxy: true })
    expect(await areLetIn(server, { 'x-forwarded-host': 'vote.example' })).toEqual([true, true, true])
    expect(await areLetIn(server, { 'x-forwarded-host': 'evil.example' })).toEqual([false, false, false])
    expect(await areLetIn(server, {})).toEqual([false, false, false])
  })

  it('is believed what it added itself, not what a browser sent', async () => {
    const server = await startTestServer({ publicUrl: PUBLIC, trustProxy: true })
    expect(await areLetIn(server, { 'x-forwarded-host': 'evil.example, vote.example' })).toEqual([true, true, true])
    expect(await areLetIn(server, { 'x-forwarded-host': 'vote.example, evil.example' })).toEqual([false, false, false])
  })

  it('is told what to do if it is not trusted', async () => {
    const server = await startTestServer({ publicUrl: PUBLIC })
    expect(await areLetIn(server, { 'x-forwarded-host': 'vote.example' })).toEqual([false, false, false])
    const { status, body } = await rawRequest(server.port, { headers: { Host: UPSTREAM } })
    expect([status, body.toString()]).toEqual([421, `This server does not answer for "${UPSTREAM}", but for ${PUBLIC}. If you came from there, let the proxy pass on the Host that browsers send.`])
  })
})

it('idle connections of a trusted proxy are kept for longer than the proxy keeps them', async () => {
  for (const [trustProxy, seconds] of [[true, 150], [false, 5]] as const) {
    const { url } = await startTestServer({ publicUrl: PUBLIC, trustProxy })
    expect((await fetch(`${url}/nothing`)).headers.get('keep-alive')).toBe(`timeout=${seconds}`)
  }
})
