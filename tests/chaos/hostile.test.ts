import { expect, it } from 'vitest'
import { hostile } from './hostile.ts'

/** Findings that were missed. */
async function missed(rounds: number): Promise<string[]> {
  const findings = await hostile.run({ clients: undefined, rounds, seed: 1, mutant: undefined, tell: () => {} })
  expect(findings.length).toBeGreaterThan(12)
  return findings.filter(({ ok }) => !ok).map(({ what, measured }) => `${what}: ${measured}`)
}

it('shows, prints and stores texts that mean harm as the texts that they are', { timeout: 120_000 }, async () => {
  expect(await missed(40)).toEqual([])
})
