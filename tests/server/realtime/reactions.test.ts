import { afterEach, describe, expect, it, vi } from 'vitest'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { createReactions } from '../../../server/realtime/reactions.ts'
import { startTestServer } from '../../support/server/test-server.ts'

const start = { reactions: ['👏', '💡'] }
const react = (emoji: string) => ({ type: 'reaction:send', emoji }) as const

describe('reactions', () => {
  afterEach(() => void vi.useRealTimers())

  it('are never empty, even if the event loop is late', () => {
    vi.useFakeTimers()
    const clock = { ms: 0 }
    const sent: unknown[] = []
    const reactions = createReactions(counts => sent.push(counts), () => clock.ms)
    reactions.add('👏')
    clock.ms = 100
    reactions.add('👏')
    clock.ms = 300
    reactions.add('💡')
    vi.runAllTimers()
    expect(sent).toEqual([{ '👏': 1 }, { '👏': 1, '💡': 1 }])
  })

  it('are limited for an attendee who reconnects', async () => {
    const { attendee } = await startTestServer({ start, monotonic: () => 0 })
    let taken = 0
    for (let time = 0; time < 3; time++) {
      const ann = await attendee('ann')
      const replies = await Promise.all(Array.from({ length: 4 }, () => ann.send(react('👏'))))
      taken += replies.filter(({ ok }) => ok).length
      ann.close()
    }
    expect(taken).toBe(6)
  })

  it('are sent to screens as counts, and not logged', async () => {
    const { attendee, screen, room, log } = await startTestServer({ start })
    const wall = await screen()
    const ann = await attendee('ann')
    const bob = await attendee('bob')
    const rev = room.workshop.rev
    for (const [sender, emoji] of [[ann, '👏'], [bob, '👏'], [ann, '💡']] as const)
      expect(await sender.send(react(emoji))).toEqual({ ok: true })
    const sum: Record<string, number> = {}
    while ((sum['👏'] ?? 0) + (sum['💡'] ?? 0) < 3) {
      for (const [emoji, times] of Object.entries(await wall.next('reactions')))
        sum[emoji] = (sum[emoji] ?? 0) + times
    }
    expect(sum).toEqual({ '👏': 2, '💡': 1 })
    expect(room.workshop.rev).toBe(rev)
    expect(JSON.stringify(await entriesOf(log, room.workshop.id))).not.toContain('reaction:send')
    expect(ann.all('reactions')).toEqual([])
  })

  it('are limited per attendee', async () => {
    const { attendee } = await startTestServer({ start, monotonic: () => 0 })
    const [ann, bob] = [await attendee('ann'), await attendee('bob')]
    const replies = await Promise.all(Array.from({ length: 10 }, () => ann.send(react('👏'))))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(6)
    expect(replies.filter(reply => !reply.ok).every(reply => !reply.ok && reply.code === 'rate_limited')).toBe(true)
    expect(await bob.send(react('👏'))).toEqual({ ok: true })
  })

  it('can be switched off on every phone', async () => {
    const { attendee, facilitator } = await startTestServer({ start })
    const ann = await attendee('ann')
    expect((await ann.next('attendee')).workshop.reactions).toEqual(['👏', '💡'])
    expect(await ann.send(react('🎺'))).toMatchObject({ code: 'not_found' })
    await (await facilitator()).send({ type: 'reactions:allow', on: false })
    expect((await ann.next('attendee')).workshop.reactions).toEqual([])
    expect(await ann.send(react('👏'))).toMatchObject({ code: 'wrong_state' })
  })

  it('are refused if the workshop has none', async () => {
    const { attendee, facilitator } = await startTestServer()
    expect(await (await attendee('ann')).send(react('👏'))).toMatchObject({ code: 'wrong_state' })
    expect(await (await facilitator()).send({ type: 'reactions:allow', on: true })).toMatchObject({ code: 'wrong_state' })
  })
})

describe('a role', () => {
  const roles = [{ id: 'dev', label: 'Development' }]

  it('is chosen once for all tabs', async () => {
    const { attendee } = await startTestServer({ start: { roles } })
    const ann = await attendee('ann')
    expect((await ann.next('own')).role).toBeUndefined()
    const tab = await attendee('ann')
    await tab.next('own')
    expect(await ann.send({ type: 'role:say', role: 'dev' })).toEqual({ ok: true })
    expect((await tab.next('own')).role).toBe('dev')
    expect((await (await attendee('ann')).next('own')).role).toBe('dev')
    expect(await tab.send({ type: 'role:say', role: null })).toEqual({ ok: true })
    expect((await ann.next('own', ({ role }) => role !== 'dev')).role).toBeNull()
    expect(await ann.send({ type: 'role:say', role: 'boss' })).toMatchObject({ code: 'not_found' })
  })
})
