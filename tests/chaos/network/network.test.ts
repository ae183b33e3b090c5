import { expect, it } from 'vitest'
import { network } from './network.ts'

const small = { clients: 12, rounds: 8, seed: 1, tell: () => {} }

it('[B1] [C3] [C5] the last confirmed choice counts once in a bad network, and every tab shows it', async () => {
  const findings = await network.run({ ...small, rounds: 5, mutant: undefined })
  expect(findings.filter(({ ok }) => !ok)).toEqual([])
})

it('the instrument catches a server that counts resends', async () => {
  const findings = await network.run({ ...small, mutant: 'no-repeat-check' })
  expect(findings.filter(({ ok }) => !ok).map(({ what }) => what)).toContain('Choices that counted twice')
})
