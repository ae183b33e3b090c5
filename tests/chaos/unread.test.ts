import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { unread } from './unread.ts'

const options = { clients: 3, rounds: 2, seed: 1, mutant: undefined, tell: () => {} }

describe.runIf(process.platform === 'linux')('clients that never read', { timeout: 120_000 }, () => {
  it('take neither memory nor descriptors, nor time from those who vote', async () => {
    expect((await unread.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })
})
