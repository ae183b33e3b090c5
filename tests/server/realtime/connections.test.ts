import { IncomingMessage } from 'node:http'
import { queryObjects } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { startTestServer } from '../../support/test-server.ts'
import { connectMany } from '../../support/wire.ts'

describe('connections', () => {
  it('release the requests that they began with', async () => {
    const { url } = await startTestServer()
    await connectMany(url, 1)
    const before = queryObjects(IncomingMessage, { format: 'count' })
    const wires = await connectMany(url, 50)
    // The page that was connected last may still be on its way through the parser.
    expect(queryObjects(IncomingMessage, { format: 'count' }) - before).toBeLessThan(5)
    wires.forEach(({ terminate }) => terminate())
  })

  it('have the headers of a page while they poll, and where they are refused', async () => {
    const { url } = await startTestServer()
    for (const path of ['/socket.io/?EIO=4&transport=polling', '/socket.io/?EIO=4&transport=polling&sid=gone', '/socket.io/?EIO=3']) {
      const { headers } = await fetch(`${url}${path}`)
      expect([path, headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([path, expect.stringContaining('script-src \'self\''), 'nosniff'])
    }
  })
})
