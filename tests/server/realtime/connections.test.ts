import { describe, expect, it } from 'vitest'
import { startTestServer } from '../../support/server/test-server.ts'

describe('connections', () => {
  it('have security headers while polling and when refused', async () => {
    const { url } = await startTestServer()
    for (const path of ['/socket.io/?EIO=4&transport=polling', '/socket.io/?EIO=4&transport=polling&sid=gone', '/socket.io/?EIO=3']) {
      const { headers } = await fetch(`${url}${path}`)
      expect([path, headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([path, expect.stringContaining('script-src \'self\''), 'nosniff'])
    }
  })
})
