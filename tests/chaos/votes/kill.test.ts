import { describe, expect, it } from 'vitest'
import { kill } from './kill.ts'

const options = { seed: 1, mutant: undefined, tell: () => {} }
const missed = async (given: Partial<Parameters<typeof kill.run>[0]>) => (await kill.run({ ...options, clients: 60, rounds: 3, ...given })).filter(({ ok }) => !ok)

describe('a server that is killed during bursts', () => {
  it('[C3] [C4] [B1] counts every vote as acknowledged, and restarts in time', async () => {
    expect(await missed({})).toEqual([])
  }, 90_000)

  it('is caught if it acknowledges votes that it has not stored', async () => {
    expect((await missed({ rounds: 1, mutant: 'ack-first' })).map(({ what }) => what)).toContain('phones whose ballot is not the one that has to count')
  }, 90_000)
})
