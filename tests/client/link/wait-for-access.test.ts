import { NodeWebSocket } from 'socket.io-client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { watch } from 'vue'
import { openConnection } from '../../../client/link/connection/connection.ts'
import { waitForAccess } from '../../../client/link/connection/insist-on-access.ts'
import { attendeeCookie, startTestServer } from '../../support/server/test-server.ts'

it('slides that were refused come in once they may', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const server = await startTestServer()
  const pages = await Promise.all(Array.from({ length: 50 }, () => server.attendee('ann')))
  const connection = openConnection('screen', { url: server.url, place: '', extraHeaders: { cookie: attendeeCookie('ann') }, transports: [NodeWebSocket], onReturn: () => () => {} })
  const stop = waitForAccess(connection)
  onTestFinished(() => {
    stop()
    connection.close()
  })
  const becomes = (status: string) => new Promise<void>(resolve => watch(connection.status, now => now === status && resolve(), { immediate: true }))
  await becomes('refused')
  expect(connection.refusal.value).toBe('too_many_pages')
  pages[0]!.close()
  await expect.poll(() => {
    vi.advanceTimersByTime(10_000)
    return connection.status.value
  }, { interval: 200 }).toBe('up')
  expect(connection.refusal.value).toBeNull()
})
