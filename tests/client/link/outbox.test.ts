import type { Cast, OutboxOptions } from '../../../client/link/outbox.ts'
import type { RefusalCode, Reply } from '../../../core/protocol/refusal.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createOutbox } from '../../../client/link/outbox.ts'
import { picks, spends } from '../../support/polls/answers.ts'

interface Sent {
  cast: Cast
  answer: (reply: Reply) => Promise<void>
  lose: () => Promise<void>
}

const ok: Reply = { ok: true }
const no = (code: RefusalCode, message: string = code): Reply => ({ ok: false, code, message })
const settled = () => new Promise(resolve => setImmediate(resolve))

function memory() {
  const kept = new Map<string, string>()
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
}

let count = 0
function tap(round: string, answer: Cast['answer'], id = `command-${++count}`): Cast {
  return { type: 'ballot:cast', id, poll: round.split('#')[0]!, round, answer }
}

/** An outbox with a server that answers when the test says so, and a clock that moves when the test says so. */
function setup(storage = memory(), options: Partial<OutboxOptions> = {}) {
  const sent: Sent[] = []
  const timers: { task: () => void, ms: number }[] = []
  const onCounted = vi.fn()
  const onRefused = vi.fn()
  const onForgotten = vi.fn()
  const outbox = createOutbox({
    send: cast => new Promise((resolve, reject) => sent.push({
      cast,
      answer: async (reply) => {
        resolve(reply)
        await settled()
      },
      lose: async () => {
        reject(new Error('no answer'))
        await settled()
      },
    })),
    storage: () => storage,
    onCounted,
    onRefused,
    onForgotten,
    random: () => 0.5,
    later: (task, ms) => {
      const timer = { task, ms }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
    ...options,
  })
  const passTime = () => timers.shift()!.task()
  return { outbox, sent, timers, passTime, onCounted, onRefused, onForgotten, storage }
}

function setupIn(round: string, storage = memory()) {
  const all = setup(storage)
  all.outbox.enter('today', round)
  all.outbox.resume()
  return all
}

beforeEach(() => {
  count = 0
})

describe('sending', () => {
  it('says "sending" until the server has counted it', async () => {
    const { outbox, sent, onCounted } = setupIn('a#1')
    expect(outbox.delivery('a#1')).toBeUndefined()
    outbox.cast(tap('a#1', picks('x')))
    expect(outbox.delivery('a#1')).toEqual({ state: 'sending' })
    expect(outbox.waiting('a#1')).toEqual(picks('x'))
    await sent[0]!.answer(ok)
    expect(outbox.delivery('a#1')).toEqual({ state: 'counted' })
    expect(outbox.waiting('a#1')).toBeUndefined()
    expect(onCounted).toHaveBeenCalledWith(sent[0]!.cast)
  })

  it('sends one cast at a time, and only the latest of the taps made meanwhile', async () => {
    const { outbox, sent } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x')))
    outbox.cast(tap('a#1', picks('y')))
    outbox.cast(tap('a#1', picks('z')))
    expect(sent).toHaveLength(1)
    await sent[0]!.answer(ok)
    expect(sent.map(({ cast }) => cast.answer)).toEqual([picks('x'), picks('z')])
    expect(outbox.delivery('a#1')).toEqual({ state: 'sending' })
    await sent[1]!.answer(ok)
    expect(outbox.delivery('a#1')).toEqual({ state: 'counted' })
    expect(sent).toHaveLength(2)
  })

  it('sends the latest tapped round first', async () => {
    const { outbox, sent } = setup()
    outbox.enter('today', 'b#1')
    outbox.cast(tap('a#1', picks('x')))
    outbox.cast(tap('b#1', picks('x')))
    outbox.resume()
    await sent[0]!.answer(ok)
    expect(sent.map(({ cast }) => cast.round)).toEqual(['b#1', 'a#1'])
  })
})

describe('a bad network', () => {
  it('sends a tap that was made offline once the connection is up', async () => {
    const { outbox, sent } = setup()
    outbox.enter('today', 'a#1')
    outbox.cast(tap('a#1', picks('x')))
    expect(sent).toHaveLength(0)
    expect(outbox.delivery('a#1')).toEqual({ state: 'sending' })
    outbox.resume()
    expect(sent).toHaveLength(1)
  })

  it('[C3] sends the same id again after a disconnect', async () => {
    const { outbox, sent, timers } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x'), 'the-same-id'))
    outbox.pause()
    await sent[0]!.lose()
    expect(timers).toHaveLength(0)
    outbox.resume()
    expect(sent.map(({ cast }) => cast.id)).toEqual(['the-same-id', 'the-same-id'])
  })

  it('[C3] sends the same id again when the answer got lost', async () => {
    const { outbox, sent, passTime } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x'), 'the-same-id'))
    await sent[0]!.lose()
    expect(sent).toHaveLength(1)
    passTime()
    expect(sent[1]!.cast.id).toBe('the-same-id')
  })

  it('[C5] names the replaced casts that may still be in flight', async () => {
    const { outbox, sent, storage } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x'), 'held-up-1'))
    outbox.pause()
    await sent[0]!.lose()
    outbox.cast(tap('a#1', picks('y'), 'never-sent'))
    outbox.cast(tap('a#1', picks('z'), 'held-up-2'))
    outbox.resume()
    expect(sent[1]!.cast).toEqual({ ...tap('a#1', picks('z'), 'held-up-2'), instead: ['held-up-1'] })
    outbox.pause()
    await sent[1]!.lose()

    const reloaded = setupIn('a#1', storage)
    await reloaded.sent[0]!.lose()
    reloaded.outbox.cast(tap('a#1', picks('x'), 'the-newest'))
    reloaded.passTime()
    expect(reloaded.sent[1]!.cast).toMatchObject({ id: 'the-newest', instead: ['held-up-1', 'held-up-2'] })
    await reloaded.sent[1]!.answer(ok)
    reloaded.outbox.cast(tap('a#1', picks('y')))
    expect(reloaded.sent[2]!.cast.instead).toBeUndefined()
  })

  it('does not wait for the planned retry when the connection comes back', async () => {
    const { outbox, sent, timers } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x')))
    await sent[0]!.lose()
    outbox.pause()
    outbox.resume()
    expect(sent).toHaveLength(2)
    expect(timers).toHaveLength(0)
  })
})

describe('refusals', () => {
  it.each(['stale_round', 'not_open', 'invalid_answer', 'not_found', 'wrong_state', 'malformed', 'not_allowed'] as const)(
    'drops a cast refused with %s and says why',
    async (code) => {
      const { outbox, sent, timers, onRefused } = setupIn('a#1')
      outbox.cast(tap('a#1', picks('x')))
      await sent[0]!.answer(no(code, 'Because.'))
      expect(outbox.waiting('a#1')).toBeUndefined()
      expect(outbox.delivery('a#1')).toEqual({ state: 'refused', code, message: 'Because.', answer: picks('x') })
      expect(onRefused).toHaveBeenCalledWith(sent[0]!.cast, no(code, 'Because.'))
      expect(timers).toHaveLength(0)
    },
  )

  it.each(['rate_limited', 'storage_failed', 'internal'] as const)('waits and tries again after %s, longer each time', async (code) => {
    const { outbox, sent, timers, passTime } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x')))
    const waits: number[] = []
    for (let tried = 0; tried < 7; tried++) {
      await sent[tried]!.answer(no(code))
      expect(outbox.delivery('a#1')).toEqual({ state: 'sending', stuck: true })
      waits.push(timers[0]!.ms)
      passTime()
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000])
    expect(new Set(sent.map(({ cast }) => cast.id)).size).toBe(1)
  })

  it('holds taps back until the retry', async () => {
    const { outbox, sent, passTime } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x')))
    await sent[0]!.answer(no('rate_limited'))
    outbox.cast(tap('a#1', picks('y')))
    expect(sent).toHaveLength(1)
    passTime()
    expect(sent[1]!.cast.answer).toEqual(picks('y'))
  })

  it('doesn\'t apply the refusal of an older tap to a newer one', async () => {
    const { outbox, sent, onRefused } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x')))
    outbox.cast(tap('a#1', picks('y')))
    await sent[0]!.answer(no('invalid_answer'))
    expect(outbox.delivery('a#1')).toEqual({ state: 'sending' })
    expect(onRefused).not.toHaveBeenCalled()
  })

  it('gives up after five attempts on a round that is no longer displayed, but never on the displayed one', async () => {
    const { outbox, sent, passTime, onRefused } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x')))
    for (let tried = 0; tried < 6; tried++) {
      await sent[tried]!.answer(no('internal'))
      passTime()
    }
    expect(outbox.delivery('a#1')).toEqual({ state: 'sending', stuck: true })
    outbox.enter('today', 'b#1')
    await sent[6]!.answer(no('internal'))
    expect(outbox.waiting('a#1')).toBeUndefined()
    expect(onRefused).toHaveBeenCalledOnce()
  })
})

describe('verdicts', () => {
  it('are forgotten with the seat that they were about, but waiting casts are kept', async () => {
    const { outbox, sent } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x')))
    await sent[0]!.answer(no('seat_needed'))
    outbox.cast(tap('b#1', picks('x')))
    outbox.forgetVerdicts()
    expect(outbox.delivery('a#1')).toBeUndefined()
    expect(outbox.waiting('b#1')).toEqual(picks('x'))
  })
})

describe('storage over a reload', () => {
  it('keeps an uncounted tap and its id', () => {
    const storage = memory()
    setupIn('a#1', storage).outbox.cast(tap('a#1', spends({ x: 2 }), 'the-same-id'))
    const { outbox, sent } = setupIn('a#1', storage)
    expect(outbox.waiting('a#1')).toEqual(spends({ x: 2 }))
    expect(sent[0]!.cast.id).toBe('the-same-id')
  })

  it('keeps nothing once it is counted', async () => {
    const storage = memory()
    const first = setupIn('a#1', storage)
    first.outbox.cast(tap('a#1', picks('x')))
    await first.sent[0]!.answer(ok)
    expect(setupIn('a#1', storage).sent).toHaveLength(0)
  })

  it('doesn\'t cast a tap of an earlier workshop in a round with the same id', () => {
    const storage = memory()
    setupIn('a#1', storage).outbox.cast(tap('a#1', picks('x')))
    const { outbox, sent } = setup(storage)
    outbox.enter('next-quarter', 'a#1')
    outbox.resume()
    expect(sent).toHaveLength(0)
    expect(outbox.waiting('a#1')).toBeUndefined()
  })

  it.each(['that was reloaded', 'that stayed open'])('reports once, on a page %s, that a tap of an earlier workshop is discarded', (page) => {
    const storage = memory()
    const first = setup(storage)
    first.outbox.enter('today', 'a#1')
    first.outbox.cast(tap('a#1', picks('x')))
    const { outbox, onForgotten } = page === 'that was reloaded' ? setup(storage) : first
    outbox.enter('next-quarter', 'a#1')
    expect(onForgotten).toHaveBeenCalledOnce()
    const later = setup(storage)
    later.outbox.enter('next-quarter', 'a#1')
    expect(later.onForgotten).not.toHaveBeenCalled()
  })

  it('forgets the verdicts of a workshop when another one starts', async () => {
    const { outbox, sent } = setupIn('a#1')
    outbox.cast(tap('a#1', picks('x')))
    await sent[0]!.answer(ok)
    outbox.enter('next-quarter', 'a#1')
    expect(outbox.delivery('a#1')).toBeUndefined()
  })

  it('works without storage', async () => {
    const { outbox, sent } = setup(memory(), {
      storage: () => {
        throw new Error('forbidden')
      },
    })
    outbox.enter('today', 'a#1')
    outbox.resume()
    outbox.cast(tap('a#1', picks('x')))
    await sent[0]!.answer(ok)
    expect(outbox.delivery('a#1')).toEqual({ state: 'counted' })
  })

  it.each(['{', '7', '{"workshop":"today"}', '{"workshop":"today","casts":7}'])('survives corrupt data: %s', (garbled) => {
    const { outbox, sent } = setupIn('a#1', { getItem: () => garbled, setItem: () => {} })
    outbox.cast(tap('a#1', picks('x')))
    expect(sent).toHaveLength(1)
  })
})
