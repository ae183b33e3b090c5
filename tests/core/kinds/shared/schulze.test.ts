import { describe, expect, it } from 'vitest'
import { condorcetWinner, countPairs, newPairs, schulzeWinners } from '../../../../core/kinds/shared/schulze.ts'

/** @param ballots how many of each order, such as `{ abc: 3, cb: 2 }` */
function pairsOf(options: string, ballots: Record<string, number>) {
  const pairs = newPairs(options.length)
  for (const [order, times] of Object.entries(ballots))
    Array.from({ length: times }).forEach(() => countPairs(pairs, [...order].map(id => options.indexOf(id)), 1))
  return pairs
}

function winners(options: string, ballots: Record<string, number>): string {
  return schulzeWinners(pairsOf(options, ballots)).map(index => options[index]).join('')
}

/** https://en.wikipedia.org/wiki/Schulze_method */
const wikipedia = { ACBED: 5, ADECB: 5, BEDAC: 8, CABED: 3, CAEBD: 7, CBADE: 2, DCEBA: 7, EBADC: 8 }

describe('options in pairs', () => {
  it('[R15] are counted as in the example of Wikipedia', () => {
    expect([...pairsOf('ABCDE', wikipedia)]).toEqual([
      [0, 20, 26, 30, 22],
      [25, 0, 16, 33, 18],
      [19, 29, 0, 17, 24],
      [15, 12, 28, 0, 14],
      [23, 27, 21, 31, 0],
    ].flat())
  })

  it('[R15] places options that a ballot leaves out below the others, equal among themselves', () => {
    expect([...pairsOf('abcd', { ca: 1 })]).toEqual([
      [0, 1, 0, 1],
      [0, 0, 0, 0],
      [1, 1, 0, 1],
      [0, 0, 0, 0],
    ].flat())
  })

  it('[R15] are as before once a ballot is taken out', () => {
    const pairs = pairsOf('abcd', { abcd: 2, dc: 1 })
    countPairs(pairs, [3, 2], -1)
    expect(pairs).toEqual(pairsOf('abcd', { abcd: 2 }))
  })
})

describe('the winners in pairs', () => {
  it.each<[string, string, string, Record<string, number>]>([
    ['E', 'of Wikipedia', 'ABCDE', wikipedia],
    // Example 1 of Schulze (2018), arXiv:1804.02973.
    ['d', 'of Schulze\'s paper', 'abcd', { acdb: 8, badc: 2, cdba: 4, dbac: 4, dcba: 3 }],
    // https://electowiki.org/wiki/Schulze_method
    ['BD', 'of Electorama', 'ABCD', { ABCD: 3, DABC: 2, DBCA: 2, CBDA: 2 }],
    ['a', 'with one option above all others', 'abc', { abc: 3, bca: 2 }],
    ['abc', 'of a circle', 'abc', { abc: 1, bca: 1, cab: 1 }],
    ['ab', 'with two that are level', 'abc', { abc: 1, bac: 1 }],
  ])('[R15] are %s in the example %s', (expected, _, options, ballots) => {
    expect(winners(options, ballots)).toBe(expected)
  })

  it('[R15] include no option that beats every other, in a circle', () => {
    expect(condorcetWinner(pairsOf('abc', { abc: 1, bca: 1, cab: 1 }))).toBeUndefined()
    expect(condorcetWinner(pairsOf('abc', { abc: 3, bca: 2 }))).toBe(0)
  })
})
