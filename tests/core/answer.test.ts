import type { Answer } from '../../core/answer.ts'
import type { PollDef } from '../../core/poll.ts'
import { describe, expect, it } from 'vitest'
import { isEmpty, problemWith, prune } from '../../core/answer.ts'
import { choice, dots, scale } from '../support/polls.ts'

const pickTwo = { ...choice, max: 2 } as PollDef

describe('an answer that fits', () => {
  it.each<[rule: string, poll: PollDef, answer: Answer]>([
    ['[A2] picks one', choice, ['b']],
    ['[A2] picks as many as allowed', pickTwo, ['c', 'a']],
    ['[A2] [A5] picks none', choice, []],
    ['[A3] spends all dots', dots, { a: 2, c: 1 }],
    ['[A3] spends fewer', dots, { b: 1 }],
    ['[A3] [A5] spends none', dots, {}],
    ['[A4] rates every option', scale, { a: 1, b: 2, c: 3 }],
    ['[A4] rates some', scale, { b: 3 }],
    ['[A4] [A5] rates none', scale, {}],
  ])('%s', (_, poll, answer) => {
    expect(problemWith(poll, answer)).toBeNull()
  })
})

describe('an answer that does not fit', () => {
  it.each<[rule: string, poll: PollDef, answer: Answer, problem: string]>([
    ['[A1] picks a stranger', choice, ['z'], 'no option "z"'],
    ['[A1] dots a stranger', dots, { z: 1 }, 'no option "z"'],
    ['[A1] rates a stranger', scale, { z: 1 }, 'no option "z"'],
    ['[A2] picks one more than allowed', pickTwo, ['a', 'b', 'c'], 'Pick 2 at most'],
    ['[A2] picks one twice', pickTwo, ['a', 'a'], 'picked once'],
    ['[A2] gives numbers to a choice', choice, { a: 1 }, 'list of option ids'],
    ['[A3] picks in a dots poll', dots, ['a'], 'a number for each option'],
    ['[A3] spends one dot more than there are', dots, { a: 2, b: 2 }, 'There are 3 dots'],
    ['[A3] stacks more than allowed', dots, { a: 3 }, 'from 1 to 2'],
    ['[A3] gives no dot', dots, { a: 0 }, 'from 1 to 2'],
    ['[A3] gives a negative dot', dots, { a: -1, b: 2 }, 'from 1 to 2'],
    ['[A3] gives half a dot', dots, { a: 0.5 }, 'whole'],
    ['[A4] rates above the highest level', scale, { a: 4 }, 'from 1 to 3'],
    ['[A4] rates below the lowest level', scale, { a: 0 }, 'from 1 to 3'],
    ['[A4] rates between levels', scale, { a: 1.5 }, 'whole'],
    ['[A4] rates with what is no number', scale, { a: Number.NaN }, 'whole'],
  ])('%s', (_, poll, answer, problem) => {
    expect(problemWith(poll, answer)).toContain(problem)
  })

  it('[A1] is not fooled by names that every object has', () => {
    expect(problemWith(dots, { constructor: 1 })).toContain('no option "constructor"')
  })
})

it.each<[Answer, boolean]>([[[], true], [{}, true], [['a'], false], [{ a: 1 }, false]])('[A5] %j is empty: %s', (answer, empty) => {
  expect(isEmpty(answer)).toBe(empty)
})

describe('prune', () => {
  const without = (poll: PollDef, gone: string): PollDef => ({ ...poll, options: poll.options.filter(({ id }) => id !== gone) })

  it.each<[rule: string, poll: PollDef, answer: Answer, kept: Answer]>([
    ['[D2] takes a pick of a gone option out', without(pickTwo, 'a'), ['a', 'b'], ['b']],
    ['[D2] takes dots of a gone option out', without(dots, 'a'), { a: 2, b: 1 }, { b: 1 }],
    ['[D2] leaves nothing of a ballot for gone options only', without(scale, 'a'), { a: 2 }, {}],
    ['[D2] drops picks beyond a lower limit', choice, ['a', 'b'], []],
    ['[D2] drops dots beyond a lower limit', { ...dots, dots: 1 } as PollDef, { a: 1, b: 1 }, {}],
    ['[D2] drops ratings beyond fewer levels', { ...scale, levels: ['No', 'Yes'] } as PollDef, { a: 3, b: 1 }, {}],
    ['[D1] changes nothing where all fits', dots, { a: 2, b: 1 }, { a: 2, b: 1 }],
  ])('%s', (_, poll, answer, kept) => {
    expect(prune(poll, answer)).toEqual(kept)
  })
})
