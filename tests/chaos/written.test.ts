import { describe, expect, it } from 'vitest'
import { written } from './written.ts'

const options = { clients: 10_000, rounds: 4, seed: 1, mutant: undefined, tell: () => {} }

describe('a workshop in which thousands wrote', { timeout: 120_000 }, () => {
  it('goes on taking votes', async () => {
    expect((await written.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })
})
