import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createReadiness } from '../../../../server/web/operations/ready.ts'
import { standInPages } from '../../../support/browser/pages.ts'
import { rawRequest } from '../../../support/server/raw-http.ts'
import { startTestServer } from '../../../support/server/test-server.ts'

it('/health and /ready answer by whatever name a prober calls the server, and say nothing of workshops', async () => {
  const { port } = await startTestServer({ publicUrl: 'https://vote.example/votes' })
  for (const [path, body] of [['/health', '{"alive":true}'], ['/ready', '{"ready":true,"reasons":[]}'], ['/votes/ready', '{"ready":true,"reasons":[]}']] as const) {
    const answer = await rawRequest(port, { path, headers: { Host: '10.1.2.3:4321' } })
    expect([answer.status, answer.body.toString()]).toEqual([200, body])
  }
})

it('/ready is refused once the store could not be reached for a while, and /health is not', async () => {
  let now = 0
  let answer: () => Promise<boolean> = async () => false
  const { url } = await startTestServer({ isReachable: () => answer(), monotonic: () => now })
  const reasons = [{ code: 'store', message: expect.stringContaining('store') as string }]
  const isReady = async () => (await fetch(`${url}/ready`)).status === 200
  now += 19_000
  expect(await isReady()).toBe(true)
  for (const next of [async () => false, () => Promise.reject(new Error('No connection'))]) {
    answer = next
    now += 1000
    const ready = await fetch(`${url}/ready`)
    expect([ready.status, ready.headers.get('cache-control'), await ready.json()]).toEqual([503, 'no-store', { ready: false, reasons }])
    expect((await fetch(`${url}/health`)).status).toBe(200)
  }
  answer = async () => true
  now += 1000
  expect(await isReady()).toBe(true)
})

it('/ready is refused once somebody has deleted the built pages', async () => {
  const dist = standInPages()
  const { url } = await startTestServer({ dist })
  expect((await fetch(`${url}/ready`)).status).toBe(200)
  rmSync(join(dist, 'deck'), { recursive: true })
  expect(await (await fetch(`${url}/ready`)).json()).toMatchObject({ ready: false, reasons: [{ code: 'pages' }] })
})

it('asks the store once for all who ask at the same time, and does not wait for one that hangs', async () => {
  let asked = 0
  let now = 0
  const given: number[] = []
  const reasons = createReadiness({
    dist: undefined,
    isReachable: () => {
      asked++
      return new Promise(() => {})
    },
    isDraining: () => false,
    isOutdated: () => false,
    monotonic: () => now,
    pause: async ms => given.push(ms),
  })
  now = 20_000
  const found = await Promise.all([reasons(), reasons()])
  expect(found.map(each => each.map(({ code }) => code))).toEqual([['store'], ['store']])
  expect([asked, given]).toEqual([1, [1000]])
  now += 600
  await reasons()
  expect(asked).toBe(2)
})
