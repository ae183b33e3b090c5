import type { Answer } from '../../core/kinds/answer.ts'
import type { PollDef } from '../../core/kinds/poll.ts'
import { describe, expect, it } from 'vitest'
import { isEmpty, problemWith, prune } from '../../core/kinds/answer.ts'
import { optionsOf } from '../../core/kinds/kinds.ts'
import { board, choice, dots, matrix, points, rank, scale, text, words } from '../support/polls.ts'

const post = (text: string, id = 'post-0000') => ({ id, text })
const pickTwo = { ...choice, max: 2 } as PollDef

describe('a valid answer', () => {
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
    ['[A6] ranks all', rank, ['c', 'a', 'b']],
    ['[A6] ranks the first only', rank, ['c']],
    ['[A7] divides all points', points, { a: 99, b: 1 }],
    ['[A7] divides fewer', points, { a: 30 }],
    ['[A8] places some', matrix, { a: [1, 5], c: [5, 1] }],
    ['[A8] [A5] places none', matrix, {}],
    ['[A9] sends words', words, ['Trust', 'Flow state']],
    ['[A10] writes', text, { posts: [post('x'.repeat(280))], wanted: [] }],
    ['[A10] asks and wants', board, { posts: [post('Why?')], wanted: ['post-other'] }],
  ])('%s', (_, poll, answer) => {
    expect(problemWith(poll, answer)).toBeNull()
  })
})

describe('an invalid answer', () => {
  it.each<[rule: string, poll: PollDef, answer: Answer, problem: string]>([
    ['[A1] picks a stranger', choice, ['z'], 'no option "z"'],
    ['[A1] dots a stranger', dots, { z: 1 }, 'no option "z"'],
    ['[A1] rates a stranger', scale, { z: 1 }, 'no option "z"'],
    ['[A2] picks one more than allowed', pickTwo, ['a', 'b', 'c'], 'Pick 2 at most'],
    ['[A2] picks one twice', pickTwo, ['a', 'a'], 'named once'],
    ['[A2] gives numbers to a choice', choice, { a: 1 }, 'a list'],
    ['[A3] picks in a dots poll', dots, ['a'], 'a number for each option id'],
    ['[A3] spends one dot more than there are', dots, { a: 2, b: 2 }, 'There are 3 dots'],
    ['[A3] stacks more than allowed', dots, { a: 3 }, 'from 1 to 2'],
    ['[A3] gives no dot', dots, { a: 0 }, 'from 1 to 2'],
    ['[A3] gives a negative dot', dots, { a: -1, b: 2 }, 'from 1 to 2'],
    ['[A3] gives half a dot', dots, { a: 0.5 }, 'whole'],
    ['[A4] rates above the highest level', scale, { a: 4 }, 'from 1 to 3'],
    ['[A4] rates below the lowest level', scale, { a: 0 }, 'from 1 to 3'],
    ['[A4] rates between levels', scale, { a: 1.5 }, 'whole'],
    ['[A6] ranks one twice', rank, ['a', 'a'], 'named once'],
    ['[A6] ranks beyond the places', { ...rank, top: 1 } as PollDef, ['a', 'b'], 'Rank 1 at most'],
    ['[A7] divides more points than there are', points, { a: 60, b: 50 }, 'There are 100 points'],
    ['[A7] gives no point', points, { a: 0 }, 'from 1 to 100'],
    ['[A8] places off the grid', matrix, { a: [0, 6] }, 'from 1 to 5'],
    ['[A8] places between steps', matrix, { a: [1.5, 2] }, 'from 1 to 5'],
    ['[A8] gives numbers to a matrix', matrix, { a: 3 }, 'a place'],
    ['[A1] places a stranger', matrix, { z: [1, 1] }, 'no option "z"'],
    ['[A9] sends too many words', words, ['a', 'b', 'c'], 'Send 2 at most'],
    ['[A9] sends a word twice', words, ['Trust', ' trust!'], 'already'],
    ['[A9] sends a long word', words, ['x'.repeat(31)], '30 letters'],
    ['[A9] sends nothing but blanks', words, ['  '], 'needs letters'],
    ['[A10] writes too much', text, { posts: [post('x'.repeat(281))], wanted: [] }, '280 letters'],
    ['[A10] writes nothing', text, { posts: [post(' \u200B ')], wanted: [] }, 'Write something'],
    ['[A10] writes too often', text, { posts: [post('a', 'post-0001'), post('b', 'post-0002'), post('c', 'post-0003')], wanted: [] }, 'Send 2 at most'],
    ['[A10] wants a text', text, { posts: [], wanted: ['post-0001'] }, 'take no votes'],
    ['[A10] uses an id twice', board, { posts: [post('a'), post('b')], wanted: [] }, 'named once'],
    ['[A10] sends words to a board', board, ['why'], 'a list of posts'],
    ['[A4] rates with what is no number', scale, { a: Number.NaN }, 'whole'],
  ])('%s', (_, poll, answer, problem) => {
    expect(problemWith(poll, answer)).toContain(problem)
  })

  it('[A1] is refused if it names a property that every object has', () => {
    expect(problemWith(dots, { constructor: 1 })).toContain('no option "constructor"')
  })
})

it.each<[Answer, boolean]>([[[], true], [{}, true], [['a'], false], [{ a: 1 }, false]])('[A5] %j is empty: %s', (answer, empty) => {
  expect(isEmpty(answer)).toBe(empty)
})

describe('prune', () => {
  const without = (poll: PollDef, gone: string): PollDef => ({ ...poll, options: optionsOf(poll).filter(({ id }) => id !== gone) } as PollDef)

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
