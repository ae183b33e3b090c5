import { describe, expect, it } from 'vitest'
import { roles } from './roles.ts'

const options = { clients: undefined, rounds: 0, seed: 1, mutant: undefined, tell: () => {} }

describe('[C1] a role sends only what is its own, of every message there is', { timeout: 120_000 }, () => {
  it('over the wire, at every door, and without the secret to be found', async () => {
    expect((await roles.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })

  it('which is noticed where anybody may close a poll', async () => {
    const missed = (await roles.run({ ...options, mutant: 'anybody-closes' })).filter(({ ok }) => !ok)
    expect(missed.map(({ measured }) => measured)).toEqual([expect.stringContaining('attendee, poll:close, open poll: ok'), '1: the state has changed'])
  })
})
