import { expect, it } from 'vitest'
import { sleep } from './sleep.ts'

// Three seconds are short enough for connections to live through; `npm run chaos -- sleep` stops the server for a minute.
it('[C3] votes and half-typed texts live through a server that stands still and phones that sleep, without a reload', async () => {
  const findings = await sleep.run({ clients: 8, rounds: 3, seed: 1, mutant: undefined, tell: () => {} })
  expect(findings.filter(({ ok }) => !ok)).toEqual([])
})
