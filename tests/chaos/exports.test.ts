import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { exports } from './exports.ts'

const small = { clients: 8, rounds: 0, seed: 1, tell: () => {} }

describe.runIf(process.platform === 'linux')('prints of a broken deck', { timeout: 120_000 }, () => {
  it('end neither the workshop nor a vote, whatever becomes of them', async () => {
    const findings = await exports.run({ ...small, mutant: undefined })
    expect(findings.filter(({ ok }) => !ok)).toEqual([])
  })

  it('are noticed where they go on though nobody waits for them', async () => {
    const missed = (await exports.run({ ...small, mutant: 'kept-printers' })).filter(({ ok }) => !ok)
    expect(missed.map(({ what }) => what)).toContain('processes that stay when whoever asked has left')
  })
})
