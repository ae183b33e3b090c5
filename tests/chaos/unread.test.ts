import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { unread } from './unread.ts'

const options = { clients: 3, rounds: 2, seed: 1, mutant: undefined, tell: () => {} }

describe.runIf(process.platform === 'linux')('clients that never read', { timeout: 120_000 }, () => {
  it('take neither memory nor descriptors, nor time from those who vote', async () => {
    expect((await unread.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })

  it('are noticed where pipelined requests are answered all at once', async () => {
    const missed = (await unread.run({ ...options, rounds: 1, mutant: 'all-at-once' })).filter(({ ok }) => !ok)
    expect(missed.map(({ what }) => what)).toContain('descriptors that they took by HTTP')
  })
})
