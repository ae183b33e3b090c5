import { describe, expect, it } from 'vitest'
import { races } from './races.ts'

const options = { seed: 1, mutant: undefined, tell: () => {} }
const missed = async (given: Partial<Parameters<typeof races.run>[0]>) => (await races.run({ ...options, clients: 60, rounds: 60, ...given })).filter(({ ok }) => !ok)

describe('a round that changes state during votes', () => {
  it('[B1] [B2] [B3] [B6] counts acknowledged votes, and none after it closed', async () => {
    expect(await missed({})).toEqual([])
  })

  it('is caught if it accepts votes after it closed', async () => {
    expect((await missed({ mutant: 'never-closed' })).map(({ what }) => what)).toContain('votes that were answered wrongly')
  })
})
