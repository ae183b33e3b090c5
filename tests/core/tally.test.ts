import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { OptionPoll } from '../../core/kinds/shared/with-options.ts'
import { expect, it } from 'vitest'
import { count, newTally } from '../../core/kinds/kinds.ts'
import { asks, picks, says } from '../support/polls/answers.ts'
import { board, choice, dots, matrix, points, rank, scale, words } from '../support/polls/polls.ts'

it.each<[what: string, poll: PollDef, first: Answer, second: Answer]>([
  ['pick beside another', { ...choice, max: 2 }, picks('a'), picks('b', 'a')],
  ['wrong answer to a quiz', { ...choice, right: ['a'] }, picks('a'), picks('b')],
  ['word in another spelling', words, says('Trust'), says('trust', 'speed')],
  ['question that others want', board, asks([{ id: 'post-001', text: 'Why?' }]), asks([], ['post-001'])],
])('[B3] removing a %s restores the tally', (_, poll, first, second) => {
  const tally = newTally(poll)
  count(poll, tally, first, 1)
  const before = structuredClone(tally)
  count(poll, tally, second, 1)
  expect(tally).not.toEqual(before)
  count(poll, tally, second, -1)
  expect(tally).toEqual(before)
})

it.each<[OptionPoll, highest: number]>([[choice, 1], [dots, 2], [scale, 3], [rank, 3], [points, 100], [matrix, 25]])('[B3] a tally has a place for every number that an answer of $kind may give', (poll, highest) => {
  const tally = newTally(poll)
  expect('options' in tally && [...tally.options]).toEqual(poll.options.map(({ id }) => [id, { voters: 0, byNumber: Array.from({ length: highest + 1 }).fill(0) }]))
})
