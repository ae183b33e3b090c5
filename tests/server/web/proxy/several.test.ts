import type { TestClient } from '../../../support/server/test-client.ts'
import { expect, it, onTestFinished } from 'vitest'
import { PROTOCOL_VERSION } from '../../../../core/protocol/version.ts'
import { startCluster } from '../../../support/processes/cluster.ts'
import { connect } from '../../../support/server/test-client.ts'
import { attendeeCookie } from '../../../support/server/wire.ts'

/** Enough that one server has all of them once in two thousand times. */
const PHONES = 12

it('phones of one address poll behind nginx: each sticks to a server, and comes to the other one when that is gone', { timeout: 120_000 }, async () => {
  const { url, nodes, newWorkshop, close } = await startCluster(2, { blocksWebSockets: true })
  onTestFinished(close)
  const { code } = await newWorkshop()
  const phones: TestClient[] = []
  while (phones.length < PHONES)
    phones.push(await connect(url, 'attendee', { cookie: await attendeeCookie(url, phones.length), transport: 'polling', auth: { role: 'attendee', v: PROTOCOL_VERSION, workshop: code } }))
  const stayed = new Set(phones)
  phones.forEach(phone => void phone.lost().then(() => stayed.delete(phone)))
  const areAnswered = async () => (await Promise.allSettled(phones.map(phone => phone.send({ type: 'role:say', role: null })))).every(({ status }) => status === 'fulfilled')
  for (let times = 0; times < 3; times++)
    expect(await areAnswered()).toBe(true)
  expect(stayed.size).toBe(PHONES)

  await nodes[0]!.kill()
  await expect.poll(() => stayed.size, { timeout: 10_000 }).toBeLessThan(PHONES)
  await expect.poll(areAnswered, { timeout: 10_000 }).toBe(true)
  // Those of the other server noticed nothing.
  expect(stayed.size).toBeGreaterThan(0)
})
