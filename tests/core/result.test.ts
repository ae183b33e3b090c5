import type { Answer, PollDef, Result } from '../../core/kinds/kinds.ts'
import type { OptionPoll } from '../../core/kinds/shared/with-options.ts'
import type { Row } from '../support/polls/results.ts'
import { describe, expect, it } from 'vitest'
import { count, newTally, problemWith, resultOf, rulesOf } from '../../core/kinds/kinds.ts'
import { byRank } from '../../core/kinds/shared/ranks.ts'
import { divides, picks, ranks, rates, spends } from '../support/polls/answers.ts'
import { choice, dots, points, rank, scale } from '../support/polls/polls.ts'
import { fieldOf } from '../support/polls/results.ts'

function resultFor(poll: PollDef, answers: Answer[]): Result {
  const tally = newTally(poll)
  for (const answer of answers)
    count(poll, tally, answer, 1)
  return resultOf(poll, { tally, judgements: new Map(), ballots: answers }, true)
}

describe('choice', () => {
  it('[R1] counts picks and shares them among the round\'s voters', () => {
    const result = resultFor(choice, [picks('a'), picks('a'), picks('b'), picks('a')])
    expect(result).toMatchObject({ kind: 'choice', voters: 4 })
    expect(fieldOf(result, 'count')).toEqual({ a: 3, b: 1, c: 0 })
    expect(fieldOf(result, 'share')).toEqual({ a: 0.75, b: 0.25, c: 0 })
  })

  it('[R1] shares of several picks may sum to more than 1', () => {
    const result = resultFor({ ...choice, max: 2 }, [picks('a', 'b'), picks('a', 'c')])
    expect(fieldOf(result, 'share')).toEqual({ a: 1, b: 0.5, c: 0.5 })
  })
})

describe('dots', () => {
  it('[R2] counts dots, and shares by voters', () => {
    const result = resultFor(dots, [spends({ a: 2, b: 1 }), spends({ a: 1 }), spends({ b: 1 }), spends({ b: 1 })])
    expect(result.voters).toBe(4)
    expect(fieldOf(result, 'count')).toEqual({ a: 3, b: 3, c: 0 })
    expect(fieldOf(result, 'voters')).toEqual({ a: 2, b: 3, c: 0 })
    expect(fieldOf(result, 'share')).toEqual({ a: 0.5, b: 0.75, c: 0 })
  })
})

describe('scale', () => {
  const result = resultFor(scale, [rates({ a: 1, b: 3 }), rates({ a: 3, b: 3 }), rates({ a: 2 }), rates({ a: 2, b: 3 })])

  it('[R3] gives mean, deviation and distribution over those who rated the option', () => {
    expect(result.rows[0]).toMatchObject({ voters: 4, mean: 2, deviation: Math.sqrt(0.5), distribution: [1, 2, 1] })
    expect(result.rows[1]).toMatchObject({ voters: 3, mean: 3, deviation: 0, distribution: [0, 0, 3] })
  })

  it('[R3] gives the median\'s position between the lowest level and the highest', () => {
    expect(fieldOf(result, 'share')).toEqual({ a: 0.5, b: 1, c: 0 })
    expect(resultFor(scale, [rates({ a: 1 })]).rows[0]).toMatchObject({ share: 0 })
  })

  it('[R3] counts "cannot say" separately, neither as a rating nor as a voter of the option', () => {
    const asked = { ...scale, unsure: 'Don\'t know' }
    const { voters, rows: [a, b] } = resultFor(asked, [rates({ a: 0, b: 3 }), rates({ a: 0 }), rates({ a: 3 })])
    expect(voters).toBe(3)
    expect(a).toMatchObject({ voters: 1, unsure: 2, median: 3, share: 1, distribution: [0, 0, 1] })
    expect(b).toMatchObject({ voters: 1, unsure: 0, median: 3 })
    expect(problemWith(asked, rates({ a: 0 }))).toBeNull()
    expect(problemWith(scale, rates({ a: 0 }))).toBe('Each level is a whole number from 1 to 3.')
    expect(problemWith(asked, rates({ a: 4 }))).toBe('Each level is a whole number from 0 to 3.')
  })

  it('[R3] has neither median nor mean for an option that nobody rated', () => {
    expect(result.rows[2]).toEqual({ id: 'c', voters: 0, unsure: 0, share: 0, rank: null, median: null, mean: null, deviation: null, distribution: [0, 0, 0] })
  })
})

describe('rank', () => {
  it('[R15] names the winner in pairs if points have another one', () => {
    // Condorcet (1785): `a` is above `b` on three of five ballots, and `b` has more points.
    const result = resultFor(rank, [ranks('a', 'b', 'c'), ranks('a', 'b', 'c'), ranks('a', 'b', 'c'), ranks('b', 'c', 'a'), ranks('b', 'c', 'a')])
    expect([fieldOf(result, 'count'), fieldOf(result, 'inPairs')]).toEqual([{ a: 11, b: 12, c: 7 }, { a: 'beats every other', b: undefined, c: undefined }])
  })

  it('[R15] names nobody if both ways have the same winner', () => {
    expect(fieldOf(resultFor(rank, [ranks('a', 'b', 'c')]), 'inPairs')).toEqual({ a: undefined, b: undefined, c: undefined })
    expect(fieldOf(resultFor(rank, []), 'inPairs')).toEqual({ a: undefined, b: undefined, c: undefined })
  })

  it('[R15] says where the winner in pairs beats others only by way of third ones', () => {
    const circle = [...Array.from({ length: 4 }, () => ranks('a', 'b', 'c')), ...Array.from({ length: 3 }, () => ranks('b', 'c', 'a')), ...Array.from({ length: 2 }, () => ranks('c', 'a', 'b'))]
    expect(fieldOf(resultFor(rank, circle), 'count')).toEqual({ a: 19, b: 19, c: 16 })
    expect(fieldOf(resultFor(rank, circle), 'inPairs')).toEqual({ a: 'first', b: undefined, c: undefined })
  })
})

describe('ranks', () => {
  it('[R4] gives equal counts the same rank and skips the next', () => {
    const four = { ...choice, options: ['a', 'b', 'c', 'd'].map(id => ({ id, label: id })) }
    expect(fieldOf(resultFor(four, [picks('b'), picks('a'), picks('d'), picks('d'), picks('d'), picks('c')]), 'rank')).toEqual({ a: 2, b: 2, c: 2, d: 1 })
    expect(fieldOf(resultFor(four, [picks('b'), picks('a'), picks('a'), picks('b'), picks('c')]), 'rank')).toEqual({ a: 1, b: 1, c: 3, d: null })
  })

  it('[R4] ranks dots by dots, not by voters', () => {
    expect(fieldOf(resultFor(dots, [spends({ a: 2 }), spends({ a: 2 }), spends({ b: 1 }), spends({ b: 1 }), spends({ b: 1 })]), 'rank')).toEqual({ a: 1, b: 2, c: null })
  })

  it('[R4] ranks a scale by its median, not by how many rated', () => {
    expect(fieldOf(resultFor(scale, [rates({ a: 2, b: 3 }), rates({ a: 2 }), rates({ a: 2, c: 2 })]), 'rank')).toEqual({ a: 2, b: 1, c: 2 })
  })

  it('[R4] gives no rank without votes', () => {
    expect(resultFor(dots, [])).toMatchObject({ voters: 0, rows: [{ rank: null, share: 0 }, { rank: null, share: 0 }, { rank: null, share: 0 }] })
  })

  it('[R4] sorts by rank, ties and the unranked in the poll\'s own order', () => {
    const ids = (result: { rows: Row[] }) => byRank(result).map(({ id }) => id)
    expect(ids(resultFor(choice, [picks('c')]))).toEqual(['c', 'a', 'b'])
    expect(ids(resultFor(choice, [picks('c'), picks('b')]))).toEqual(['b', 'c', 'a'])
    expect(ids(resultFor(choice, []))).toEqual(['a', 'b', 'c'])
  })
})

describe('how much an option was wanted', () => {
  const worthsOf = (poll: OptionPoll, answers: Answer[]) => {
    const { count, most } = rulesOf(poll).amount!
    return resultFor(poll, answers).rows.map(row => count(row) / most(poll))
  }

  it('[R5] is the number of voters who would give it the maximum', () => {
    expect(worthsOf(choice, [picks('a'), picks('b'), picks('b'), picks('a')])).toEqual([2, 2, 0])
    expect(worthsOf({ ...dots, dots: 3, perOption: 2 }, [spends({ a: 2, b: 1 }), spends({ a: 2 })])).toEqual([2, 0.5, 0])
    expect(worthsOf({ ...dots, dots: 2, perOption: 3 }, [spends({ a: 2 })])).toEqual([1, 0, 0])
    expect(worthsOf(points, [divides({ a: 100 }), divides({ a: 50, b: 50 })])).toEqual([1.5, 0.5, 0])
    expect(worthsOf(rank, [ranks('a', 'b', 'c')])).toEqual([1, 2 / 3, 1 / 3])
  })
})
