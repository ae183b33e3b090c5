import type { Answer } from '../../core/kinds/answer.ts'
import type { PollDef } from '../../core/kinds/poll.ts'
import { expect, it } from 'vitest'
import { emptyAnswer } from '../../core/kinds/answer.ts'
import { hasOptions } from '../../core/kinds/kinds.ts'
import { count, emptyTally } from '../../core/kinds/tally.ts'
import { board, choice, dots, matrix, points, polls, rank, scale, text, words } from '../support/polls.ts'

it.each<[kind: string, poll: PollDef, first: Answer, second: Answer]>([
  ['choice', { ...choice, max: 2 } as PollDef, ['a'], ['b', 'a']],
  ['dots', dots, { a: 2, b: 1 }, { c: 1 }],
  ['quiz', { ...choice, right: ['a'] } as PollDef, ['a'], ['b']],
  ['scale', scale, { a: 3 }, { a: 1, b: 2 }],
  ['rank', rank, ['b', 'a', 'c'], ['a']],
  ['points', points, { a: 60, b: 40 }, { c: 100 }],
  ['matrix', matrix, { a: [1, 5] }, { a: [1, 4], b: [5, 5] }],
  ['words', words, ['Trust'], ['trust', 'speed']],
  ['text', text, { posts: [{ id: 'post-001', text: 'More time' }], wanted: [] }, { posts: [{ id: 'post-002', text: 'More tea' }], wanted: [] }],
  ['board', board, { posts: [{ id: 'post-001', text: 'Why?' }], wanted: [] }, { posts: [], wanted: ['post-001'] }],
])('[B3] removing a ballot restores the tally of a %s', (_, poll, first, second) => {
  const tally = emptyTally(poll)
  count(poll, tally, first, 1)
  const before = structuredClone(tally)
  count(poll, tally, second, 1)
  expect(tally).not.toEqual(before)
  count(poll, tally, second, -1)
  expect(tally).toEqual(before)
})

it.each(polls.filter(hasOptions))('[B3] has room for every number in an answer of $id', (poll) => {
  const highest = { choice: 1, dots: 2, scale: 3, rank: 3, points: 100, matrix: 25 }[poll.kind]
  for (const { byNumber } of emptyTally(poll).options.values())
    expect(byNumber).toEqual(Array.from({ length: highest + 1 }).fill(0))
})

it.each<[PollDef, Answer]>(polls.map(poll => [poll, emptyAnswer(poll)]))('[A5] an empty answer counts nothing', (poll, answer) => {
  const tally = emptyTally(poll)
  count(poll, tally, answer, 1)
  expect(tally).toEqual(emptyTally(poll))
})
