import type { Answer } from '../../core/answer.ts'
import type { PollDef } from '../../core/poll.ts'
import { expect, it } from 'vitest'
import { count, emptyTally } from '../../core/tally.ts'
import { choice, dots, polls, scale } from '../support/polls.ts'

it.each<[kind: string, poll: PollDef, first: Answer, second: Answer]>([
  ['choice', { ...choice, max: 2 } as PollDef, ['a'], ['b', 'a']],
  ['dots', dots, { a: 2, b: 1 }, { c: 1 }],
  ['scale', scale, { a: 3 }, { a: 1, b: 2 }],
])('[B3] a ballot taken out leaves a %s as if it had never been there', (_, poll, first, second) => {
  const tally = emptyTally(poll)
  count(tally, first, 1)
  const before = structuredClone(tally)
  count(tally, second, 1)
  expect(tally).not.toEqual(before)
  count(tally, second, -1)
  expect(tally).toEqual(before)
})

it.each(polls)('[B3] has a place for every number an answer of $id may give', (poll) => {
  const highest = { choice: 1, dots: 2, scale: 3 }[poll.kind]
  for (const { byNumber } of emptyTally(poll).options.values())
    expect(byNumber).toEqual(Array.from({ length: highest + 1 }).fill(0))
})

it.each<[PollDef, Answer]>([[choice, []], [dots, {}], [scale, {}]])('[A5] an empty answer to a poll counts nothing', (poll, answer) => {
  const tally = emptyTally(poll)
  count(tally, answer, 1)
  expect(tally).toEqual(emptyTally(poll))
})
