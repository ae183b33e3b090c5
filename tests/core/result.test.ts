import type { Answer } from '../../core/kinds/answer.ts'
import type { ChoicePoll, DotsPoll, PollDef } from '../../core/kinds/poll.ts'
import type { Result, ResultRow } from '../../core/kinds/result.ts'
import { describe, expect, it } from 'vitest'
import { byRank, reachOf, resultOf } from '../../core/kinds/result.ts'
import { count, emptyTally } from '../../core/kinds/tally.ts'
import { choice, dots, scale } from '../support/polls.ts'

function resultFor(poll: PollDef, answers: Answer[]): Result {
  const tally = emptyTally(poll)
  for (const answer of answers)
    count(poll, tally, answer, 1)
  return resultOf(poll, { tally, judgements: new Map() }, true)
}

const of = <Field extends keyof ResultRow>({ rows }: Result, field: Field) => Object.fromEntries(rows.map(row => [row.id, row[field]]))

describe('choice', () => {
  it('[R1] counts picks and shares them among the round\'s voters', () => {
    const result = resultFor(choice, [['a'], ['a'], ['b'], ['a']])
    expect(result).toMatchObject({ kind: 'choice', voters: 4 })
    expect(of(result, 'count')).toEqual({ a: 3, b: 1, c: 0 })
    expect(of(result, 'share')).toEqual({ a: 0.75, b: 0.25, c: 0 })
  })

  it('[R1] shares of several picks may sum to more than 1', () => {
    const result = resultFor({ ...choice, max: 2 } as PollDef, [['a', 'b'], ['a', 'c']])
    expect(of(result, 'share')).toEqual({ a: 1, b: 0.5, c: 0.5 })
  })
})

describe('dots', () => {
  it('[R2] counts dots, and shares by voters', () => {
    const result = resultFor(dots, [{ a: 2, b: 1 }, { a: 1 }, { b: 1 }, { b: 1 }])
    expect(result.voters).toBe(4)
    expect(of(result, 'count')).toEqual({ a: 3, b: 3, c: 0 })
    expect(of(result, 'voters')).toEqual({ a: 2, b: 3, c: 0 })
    expect(of(result, 'share')).toEqual({ a: 0.5, b: 0.75, c: 0 })
    expect(of(result, 'mean')).toEqual({ a: null, b: null, c: null })
  })
})

describe('scale', () => {
  const result = resultFor(scale, [{ a: 1, b: 3 }, { a: 3, b: 3 }, { a: 2 }, { a: 2, b: 3 }])

  it('[R3] gives mean, deviation and distribution over those who rated the option', () => {
    expect(result.rows[0]).toMatchObject({ count: 4, voters: 4, mean: 2, deviation: Math.sqrt(0.5), distribution: [1, 2, 1] })
    expect(result.rows[1]).toMatchObject({ count: 3, voters: 3, mean: 3, deviation: 0, distribution: [0, 0, 3] })
  })

  it('[R3] gives the mean\'s position between the lowest level and the highest', () => {
    expect(of(result, 'share')).toEqual({ a: 0.5, b: 1, c: 0 })
    expect(resultFor(scale, [{ a: 1 }]).rows[0]!.share).toBe(0)
  })

  it('[R3] has no mean for an option that nobody rated', () => {
    expect(result.rows[2]).toEqual({ id: 'c', count: 0, voters: 0, share: 0, rank: null, mean: null, deviation: null, distribution: [0, 0, 0] })
  })
})

describe('ranks', () => {
  it('[R4] gives equal counts the same rank and skips the next', () => {
    const four = { ...choice, options: ['a', 'b', 'c', 'd'].map(id => ({ id, label: id })) }
    expect(of(resultFor(four, [['b'], ['a'], ['d'], ['d'], ['d'], ['c']]), 'rank')).toEqual({ a: 2, b: 2, c: 2, d: 1 })
    expect(of(resultFor(four, [['b'], ['a'], ['a'], ['b'], ['c']]), 'rank')).toEqual({ a: 1, b: 1, c: 3, d: null })
  })

  it('[R4] ranks dots by dots, not by voters', () => {
    expect(of(resultFor(dots, [{ a: 2 }, { a: 2 }, { b: 1 }, { b: 1 }, { b: 1 }]), 'rank')).toEqual({ a: 1, b: 2, c: null })
  })

  it('[R4] ranks a scale by its mean, not by how many rated', () => {
    expect(of(resultFor(scale, [{ a: 2, b: 3 }, { a: 2 }, { a: 2, c: 2 }]), 'rank')).toEqual({ a: 2, b: 1, c: 2 })
  })

  it('[R4] gives no rank without votes', () => {
    expect(resultFor(dots, [])).toMatchObject({ voters: 0, rows: [{ rank: null, share: 0 }, { rank: null, share: 0 }, { rank: null, share: 0 }] })
  })

  it('[R4] sorts by rank, ties and the unranked in the poll\'s own order', () => {
    const ids = (result: Result) => byRank(result).map(({ id }) => id)
    expect(ids(resultFor(choice, [['c']]))).toEqual(['c', 'a', 'b'])
    expect(ids(resultFor(choice, [['c'], ['b']]))).toEqual(['b', 'c', 'a'])
    expect(ids(resultFor(choice, []))).toEqual(['a', 'b', 'c'])
  })
})

describe('a bar', () => {
  const reaches = (poll: ChoicePoll | DotsPoll, answers: Answer[]) => {
    const result = resultFor(poll, answers)
    return Object.fromEntries(result.rows.map(row => [row.id, reachOf(poll, row, result.voters)]))
  }

  it('[R5] is full if every voter gave all that one option may get', () => {
    expect(reaches(choice as ChoicePoll, [['a'], ['a']])).toMatchObject({ a: 1, b: 0 })
    expect(reaches({ ...dots as DotsPoll, dots: 3, perOption: 2 }, [{ a: 2, b: 1 }, { a: 2 }])).toMatchObject({ a: 1, b: 0.25 })
    expect(reaches({ ...dots as DotsPoll, dots: 2, perOption: 3 }, [{ a: 2 }])).toMatchObject({ a: 1 })
  })

  it('[R5] grows from the number of voters, so that the longest is not always full', () => {
    expect(reaches(choice as ChoicePoll, [['a'], ['b'], ['b'], ['a']])).toMatchObject({ a: 0.5, b: 0.5 })
  })

  it('[R5] is empty if nobody voted', () => {
    expect(reaches(choice as ChoicePoll, [])).toMatchObject({ a: 0, b: 0 })
  })
})
