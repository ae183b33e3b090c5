import { queryObjects } from 'node:v8'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bucket, createLimits } from '../../server/limit.ts'

describe('a limit', () => {
  it('allows a burst, and then the refill rate', () => {
    const limits = createLimits({ burst: 3, perSecond: 2 })
    const tries = (now: number) => [1, 2, 3, 4].map(() => limits.allows('ann', now))
    expect(tries(0)).toEqual([true, true, true, false])
    expect(tries(1000)).toEqual([true, true, false, false])
    expect(tries(100_000)).toEqual([true, true, true, false])
  })

  it('charges the cost of a command, and nothing if there are too few tokens', () => {
    const limits = createLimits({ burst: 10, perSecond: 1 })
    expect([limits.allows('ann', 0, 8), limits.allows('ann', 0, 3), limits.allows('ann', 0, 2)]).toEqual([true, false, true])
  })

  it('holds for a caller however many others come and go', () => {
    fc.assert(fc.property(
      fc.array(fc.record({ wait: fc.integer({ min: 0, max: 400 }), others: fc.integer({ min: 0, max: 1500 }) }), { maxLength: 40 }),
      (steps) => {
        const limits = createLimits({ burst: 5, perSecond: 1 })
        let now = 0
        let allowed = 0
        let other = 0
        for (const { wait, others } of steps) {
          now += wait
          for (let no = 0; no < others; no++)
            limits.allows(`other ${other++}`, now)
          allowed += Number(limits.allows('ann', now))
        }
        expect(allowed).toBeLessThanOrEqual(5 + now / 1000)
      },
    ), { numRuns: 50 })
  })

  it('forgets callers whose bucket is full again', () => {
    const before = queryObjects(Bucket, { format: 'count' })
    const limits = createLimits({ burst: 5, perSecond: 1 })
    for (let no = 0; no < 100_000; no++)
      limits.allows(`caller ${no}`, no * 100)
    expect(queryObjects(Bucket, { format: 'count' }) - before).toBeLessThanOrEqual(1000)
    expect(limits.allows('ann', 0)).toBe(true)
  })
})
