import { describe, expect, it } from 'vitest'
import { hidden } from './hidden.ts'

const options = { clients: undefined, rounds: 13, seed: 1, mutant: undefined, tell: () => {} }

describe('[V1] [V2] [V4] hidden means absent', { timeout: 120_000 }, () => {
  it('in every byte, for every kind of poll', async () => {
    expect((await hidden.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })

  it('which is noticed where a ballot moves a number that phones see', async () => {
    const missed = (await hidden.run({ ...options, rounds: 4, mutant: 'leaks-revision' })).filter(({ ok }) => !ok)
    expect(missed.map(({ what }) => what)).toContain('differences in what one phone is sent')
  })
})
