import { describe, expect, it } from 'vitest'
import { hidden } from './hidden.ts'

const options = { clients: undefined, rounds: 13, seed: 1, mutant: undefined, tell: () => {} }

describe('[V1] [V2] [V4] a hidden result', { timeout: 120_000 }, () => {
  it('is absent from every byte, for every kind of poll', async () => {
    expect((await hidden.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })

  it('is caught leaking if a ballot changes a number that phones see', async () => {
    const missed = (await hidden.run({ ...options, rounds: 4, mutant: 'leaks-revision' })).filter(({ ok }) => !ok)
    expect(missed.map(({ what }) => what)).toContain('differences in what one phone is sent')
  })
})
