import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { picks } from '../../../support/polls/answers.ts'
import { choice } from '../../../support/polls/polls.ts'
import { PROXIES } from '../../../support/proxies/proxies.ts'
import { startBehind } from '../../../support/proxies/serve.ts'

/** What has not come by then will not come. */
const PATIENCE_MS = 10_000
const ballot = { type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') } as const

describe.each(PROXIES)('%s', (name) => {
  it('may block WebSockets: phones poll, and their votes count', async () => {
    const { phone, tab, counted } = await startBehind(name, { blocksWebSockets: true })
    await expect(phone('ann', 'websocket')).rejects.toThrow()
    const ann = tab('ann')
    expect(await ann.comesTo(() => ann.attendee.view.value !== null, PATIENCE_MS)).toBe(true)
    ann.attendee.cast(picks('b'))
    expect(await ann.comesTo(() => ann.attendee.delivery.value?.state === 'counted', PATIENCE_MS)).toBe(true)
    expect(counted()).toEqual([picks('b')])
  })

  it.each([false, true])('may cut what is idle before the server pings: phones come back, and votes count once (WebSockets blocked: %s)', async (blocksWebSockets) => {
    const { tab, counted } = await startBehind(name, { idle: 1, blocksWebSockets })
    const ann = tab('ann')
    expect(await ann.comesTo(() => ann.attendee.view.value !== null, PATIENCE_MS)).toBe(true)
    expect(await ann.comesTo(() => ann.attendee.status.value === 'away', PATIENCE_MS)).toBe(true)
    // While it is away, and when it is back.
    for (const answer of [picks('b'), picks('c')]) {
      ann.attendee.cast(answer)
      expect(await ann.comesTo(() => ann.attendee.delivery.value?.state === 'counted', PATIENCE_MS)).toBe(true)
      expect(counted()).toEqual([answer])
    }
  })

  it.runIf(process.env.PROXIES === 'all')('keeps idle connections for as long as the server pings in time', { timeout: 60_000 }, async () => {
    const { phone, counted } = await startBehind(name, { idle: 12 })
    const phones = await Promise.all((['websocket', 'polling'] as const).map(transport => phone(transport, transport)))
    const lost = Promise.race(phones.map(one => one.lost())).then(() => 'lost')
    for (let ping = 0; ping < 2; ping++)
      expect(await Promise.race([Promise.all(phones.map(one => one.pinged())), lost])).not.toBe('lost')
    for (const one of phones)
      expect(await one.send(ballot)).toEqual({ ok: true })
    expect(counted()).toEqual([picks('a'), picks('a')])
  })
})
