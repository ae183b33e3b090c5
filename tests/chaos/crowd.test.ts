import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { crowd } from './crowd.ts'

const options = { clients: 60, rounds: 0, seed: 1, mutant: undefined, tell: () => {} }

describe.runIf(process.platform === 'linux')('a crowd behind one address', { timeout: 120_000 }, () => {
  it('gets in, and votes beside those who flood', async () => {
    expect((await crowd.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })

  it('which is noticed where one limit holds all of them', async () => {
    const missed = (await crowd.run({ ...options, mutant: 'limit-of-all' })).filter(({ ok }) => !ok)
    expect(missed.map(({ what }) => what)).toContain('phones that did not get in')
  })
})
