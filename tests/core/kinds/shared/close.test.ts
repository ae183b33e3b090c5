import type { Answer, PollDef, Result } from '../../../../core/kinds/kinds.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { count, newTally, resultOf, rulesOf } from '../../../../core/kinds/kinds.ts'
import { fewOf, frontOf } from '../../../../core/kinds/shared/close.ts'
import { byRank } from '../../../../core/kinds/shared/ranks.ts'
import { divides, picks, ranks, spends } from '../../../support/polls/answers.ts'
import { choice, dots, points, rank } from '../../../support/polls/polls.ts'

function resultFor(def: PollDef, answers: readonly Answer[]): Exclude<Result, { kind: 'text' }> & { close?: { options: string[], ballots: number } } {
  const tally = newTally(def)
  answers.forEach(answer => count(def, tally, answer, 1))
  return resultOf(def, { tally, judgements: new Map(), ballots: answers }, true) as ReturnType<typeof resultFor>
}

function closeIn(def: PollDef, answers: readonly Answer[]) {
  return resultFor(def, answers).close
}

function times(number: number, answer: Answer): Answer[] {
  return Array.from<Answer>({ length: number }).fill(answer)
}

/** Polls of every counted kind, with every ballot that they allow, apart from points by ones. */
const everyBallot: [PollDef, Answer[]][] = [
  [choice, [picks('a'), picks('b'), picks('c')]],
  [{ ...choice, max: 2 }, [picks('a'), picks('b'), picks('c'), picks('a', 'b'), picks('a', 'c'), picks('b', 'c')]],
  [dots, [[2, 1, 0], [1, 2, 0], [2, 0, 1], [0, 2, 1], [1, 1, 1], [0, 1, 2], [1, 0, 2], [1, 0, 0], [0, 2, 0], [2, 0, 0], [0, 0, 2]].map(([a, b, c]) => spends({ ...a && { a }, ...b && { b }, ...c && { c } }))],
  [rank, [ranks('a', 'b', 'c'), ranks('a', 'c', 'b'), ranks('b', 'a', 'c'), ranks('b', 'c', 'a'), ranks('c', 'a', 'b'), ranks('c', 'b', 'a'), ranks('a'), ranks('b'), ranks('c'), ranks('a', 'b')]],
  [points, [[100, 0, 0], [0, 100, 0], [0, 0, 100], [50, 50, 0], [60, 20, 20], [10, 80, 10], [30, 30, 40]].map(([a, b, c]) => divides({ ...a && { a }, ...b && { b }, ...c && { c } }))],
]

describe('a close result', () => {
  it('[R14] says how many ballots would swap the first and the second', () => {
    expect(closeIn(choice, [...times(9, picks('a')), ...times(6, picks('b'))])).toEqual({ options: ['a', 'b'], ballots: 2 })
    expect(closeIn(choice, [...times(9, picks('a')), ...times(8, picks('b'))])).toEqual({ options: ['a', 'b'], ballots: 1 })
  })

  it('[R14] is none where more than a few ballots would have to change', () => {
    expect(closeIn(choice, [...times(9, picks('a')), ...times(5, picks('b'))])).toBeUndefined()
  })

  it('[R14] counts one ballot in twenty as few in a large room', () => {
    expect([1, 20, 59, 60, 500].map(fewOf)).toEqual([2, 2, 2, 3, 25])
    expect(closeIn(choice, [...times(58, picks('a')), ...times(42, picks('b'))])).toBeUndefined()
    expect(closeIn(choice, [...times(54, picks('a')), ...times(46, picks('b'))])).toEqual({ options: ['a', 'b'], ballots: 5 })
  })

  it('[R14] names all that are level', () => {
    expect(closeIn(dots, [spends({ a: 1, b: 1, c: 1 })])).toEqual({ options: ['a', 'b', 'c'], ballots: 0 })
  })

  it('[R14] names every second that few ballots would make first', () => {
    expect(closeIn(choice, [...times(3, picks('b')), ...times(2, picks('a')), ...times(2, picks('c'))])).toEqual({ options: ['b', 'a', 'c'], ballots: 1 })
  })

  it('[R14] is none without a vote', () => {
    expect(closeIn(choice, [])).toBeUndefined()
  })

  it('[R14] counts options without votes as rivals, and does not name them', () => {
    expect(closeIn(dots, times(2, spends({ a: 1 })))).toEqual({ options: ['a'], ballots: 1 })
    expect(closeIn(choice, [picks('a')])).toEqual({ options: ['a'], ballots: 1 })
    expect(closeIn(choice, times(3, picks('a')))).toEqual({ options: ['a'], ballots: 2 })
    expect(closeIn(choice, times(4, picks('a')))).toBeUndefined()
  })

  it.each(everyBallot)('[R14] includes every result that one ballot would make level: $kind', (def, answers) => {
    const { amount } = rulesOf(def)
    fc.assert(fc.property(fc.array(fc.constantFrom(...answers), { minLength: 1, maxLength: 6 }), (ballots) => {
      const result = resultFor(def, ballots)
      const [first, second] = byRank<{ id: string, rank: number | null }>(result)
      const lead = (list: readonly Answer[]) => list.reduce((sum, answer) => sum + amount!.given(def, answer, first!.id) - amount!.given(def, answer, second!.id), 0)
      fc.pre(ballots.some((_, index) => answers.some(answer => lead(ballots.with(index, answer)) === 0)))
      expect(result.close).toBeDefined()
    }), { numRuns: 40 })
  })

  it('[R14] reads what each ballot gave both, in dots, points and places', () => {
    // Six dots ahead: a ballot that gave `a` 2 and `b` none closes 4 of them, all others fewer.
    expect(closeIn(dots, [...times(3, spends({ a: 2 })), spends({ a: 1, b: 1 })])).toEqual({ options: ['a', 'b'], ballots: 2 })
    expect(closeIn(points, [divides({ a: 60, b: 40 }), divides({ a: 60, b: 40 })])).toEqual({ options: ['a', 'b'], ballots: 1 })
    expect(closeIn(rank, [ranks('a', 'b', 'c'), ranks('a', 'b', 'c'), ranks('b', 'a', 'c')])).toEqual({ options: ['a', 'b'], ballots: 1 })
  })

  it.each(everyBallot)('[R14] needs exactly as many ballots as trying all of them shows: $kind', (def, answers) => {
    const { amount } = rulesOf(def)
    fc.assert(fc.property(fc.array(fc.constantFrom(...answers), { minLength: 2, maxLength: 6 }), (ballots) => {
      const result = resultFor(def, ballots)
      const [first, second, third] = byRank<{ id: string, rank: number | null }>(result)
      fc.pre(second!.rank !== 1 && third!.rank !== 2)
      const lead = (list: readonly Answer[]) => list.reduce((sum, answer) => sum + amount!.given(def, answer, first!.id) - amount!.given(def, answer, second!.id), 0)
      const changes = (list: readonly Answer[], from = 0): Answer[][] => list.slice(from).flatMap((_, index) => answers.map(answer => list.with(from + index, answer)))
      const one = changes(ballots).some(list => lead(list) < 0)
      const two = one || ballots.some((_, index) => answers.some(answer => changes(ballots.with(index, answer), index + 1).some(list => lead(list) < 0)))
      expect(result.close?.ballots).toBe(one ? 1 : two ? 2 : undefined)
    }), { numRuns: 40 })
  })
})

describe('the front of a result', () => {
  it('[R14] is the first option, or those that few ballots would make first', () => {
    expect(frontOf(resultFor(choice, [...times(9, picks('a')), picks('b')]))).toEqual(['a'])
    expect(frontOf(resultFor(choice, [...times(2, picks('a')), picks('b')]))).toEqual(['a', 'b'])
    expect(frontOf(resultFor(choice, []))).toEqual([])
  })
})
