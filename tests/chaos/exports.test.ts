import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { exports } from './exports.ts'

const small = { clients: 8, rounds: 0, seed: 1, tell: () => {} }

describe.runIf(process.platform === 'linux')('prints of a broken deck', { timeout: 120_000 }, () => {
  it('end neither the workshop nor a vote, whatever becomes of them', async () => {
    const findings = await exports.run({ ...small, mutant: undefined })
    expect(findings.filter(({ ok }) => !ok)).toEqual([])
  })
})
