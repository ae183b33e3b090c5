import type { MutantName } from '../../support/instruments/mutants.ts'
import { expect, it } from 'vitest'
import { fuzz, STORM_WAIT } from './fuzz.ts'

/** Of attacks that the server once had no good answer to. */
const SEEDS = [1]

/** Without how long the honest wait: other tests run at the same time. */
async function missed(seed: number, mutant?: MutantName) {
  const findings = await fuzz.run({ clients: 10, rounds: 2000, seed, mutant, tell: () => {} })
  return findings.filter(({ ok, what }) => !ok && what !== STORM_WAIT)
}

it.each(SEEDS)('malformed frames on any layer affect no other connection: seed %i', async (seed) => {
  expect(await missed(seed)).toEqual([])
}, 60_000)

it('the fuzzer catches a server that accepts any message name', async () => {
  expect((await missed(1, 'no-own-check')).map(({ what }) => what)).toContain('answers that are no typed reply, or say "internal"')
}, 60_000)
