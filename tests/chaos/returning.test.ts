import { describe, expect, it } from 'vitest'
import { returning } from './returning.ts'

const options = { clients: undefined, rounds: 2, seed: 1, mutant: undefined, tell: () => {} }

describe('one identity that connects anew for ever', { timeout: 120_000 }, () => {
  it('gets no more than one that stays', async () => {
    expect((await returning.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })
})
