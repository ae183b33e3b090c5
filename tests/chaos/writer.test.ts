import { describe, expect, it } from 'vitest'
import { writer } from './writer.ts'

const options = { clients: undefined, rounds: 10, seed: 1, mutant: undefined, tell: () => {} }

describe('an attendee who writes without end', { timeout: 120_000 }, () => {
  it('fills no more of the disk than one attendee may', async () => {
    expect((await writer.run(options)).filter(({ ok }) => !ok)).toEqual([])
  })
})
