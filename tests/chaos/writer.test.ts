import { describe, expect, it } from 'vitest'
import { writer } from './writer.ts'

const options = { clients: undefined, rounds: 10, seed: 1, mutant: undefined, tell: () => {} }

describe('an attendee who writes without end', { timeout: 120_000 }, () => {
  it('fills no more of the disk than one attendee may', async () => {
    expect((await writer.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })

  it('is noticed where nobody counts bytes', async () => {
    const missed = (await writer.run({ ...options, mutant: 'endless-writing' })).filter(({ ok }) => !ok)
    expect(missed.map(({ what }) => what)).toContain('bytes in the log')
  })
})
