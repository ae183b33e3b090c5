import { describe, expect, it } from 'vitest'
import { origins } from './origins.ts'

const options = { clients: 2000, rounds: 0, seed: 1, mutant: undefined, tell: () => {} }

describe('other sites, other paths and guesses', { timeout: 120_000 }, () => {
  it('get nowhere', async () => {
    expect((await origins.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })

  it('which is noticed where any site may connect', async () => {
    const missed = (await origins.run({ ...options, clients: 100, mutant: 'any-origin' })).filter(({ ok }) => !ok)
    expect(missed.map(({ what }) => what)).toEqual(['foreign origins and hosts that were let in, or own ones that were not', 'headers that are missing or weak'])
  })
})
