import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitting } from '../../../client/link/own-answer.ts'
import { problemWith, prune } from '../../../core/kinds/answer.ts'
import { redefined } from '../../support/arbitraries.ts'

describe('fitting', () => {
  it('[D2] leaves of an answer what the core leaves of it, in every kind of poll', () => {
    const kinds = new Set<string>()
    fc.assert(fc.property(redefined, ({ before, after, answer }) => {
      fc.pre(before.kind === after.kind && problemWith(before, answer) === null)
      kinds.add(after.kind)
      expect(fitting(after, answer)).toEqual(prune(after, answer))
    }), { numRuns: 2000 })
    expect(kinds.size).toBe(9)
  })
})
