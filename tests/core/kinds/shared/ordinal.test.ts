import { describe, expect, it } from 'vitest'
import { agreementOf, ballotsApart, interpolatedMedian } from '../../../../core/kinds/shared/ordinal.ts'
import { agreementWord } from '../../../../core/words/agreement.ts'

describe('the interpolated median', () => {
  it.each<[number, number[]]>([
    [3, [1, 1, 1, 1, 1]],
    [5, [0, 0, 0, 0, 9]],
    // L + (N/2 - a)/b = 3.5 + (10 - 8)/8
    [3.75, [1, 2, 5, 8, 4]],
    // Between two levels, none of which is the median.
    [3, [10, 0, 0, 0, 10]],
    [2.5, [0, 4, 4, 0]],
    [1 + 1 / 6, [3, 1, 0]],
  ])('is %d for %j', (median, distribution) => {
    expect(interpolatedMedian(distribution)).toBeCloseTo(median, 10)
  })
})

describe('the agreement', () => {
  const wordFor = (distribution: number[]) => agreementWord({ voters: distribution.reduce((sum, count) => sum + count), agreement: agreementOf(distribution) })

  // From van der Eijk's paper, and worked out by hand from its layers.
  it.each<[number, number[]]>([
    [-1, [10, 0, 0, 0, 10]],
    [0, [4, 4, 4, 4, 4]],
    [0.8, [1, 0, 0, 0, 19]],
    [1, [0, 0, 7, 0, 0]],
    // All levels once: 0; the middle three: 0.5; the middle one: 1.
    [(5 * 0 + 3 * 0.5 + 1 * 1) / 9, [1, 2, 3, 2, 1]],
    [0, [3, 3]],
    [0.5, [3, 1]],
  ])('is %d for %j', (agreement, distribution) => {
    expect(agreementOf(distribution)).toBeCloseTo(agreement, 10)
  })

  it('has a name that fits its value', () => {
    expect([[0, 1, 8, 3, 0], [3, 3, 3, 3, 3], [9, 1, 0, 1, 9]].map(wordFor)).toEqual(['agree', 'mixed', 'two camps'])
  })

  it('[R6] has no name for fewer voters than it takes that one ballot alone ends no agreement', () => {
    expect(wordFor([1, 1, 0, 0, 1])).toBeUndefined()
    expect([[6, 0, 0, 0, 1], [7, 0, 0, 0, 1]].map(wordFor)).toEqual([undefined, 'agree'])
  })
})

describe('the ballots between two options', () => {
  it('are none if both have the same median, and more the further the medians are apart', () => {
    expect(ballotsApart([2, 3, 2], [2, 3, 2])).toBe(0)
    expect(ballotsApart([4, 4, 2, 0, 0], [3, 5, 2, 0, 0])).toBe(1)
    expect(ballotsApart([10, 0, 0, 0, 0], [0, 0, 0, 0, 10])).toBe(10)
  })
})
