import type { Answer, PollDef } from '../../../../core/kinds/kinds.ts'
import { expect, it } from 'vitest'
import { caveatsOf, frontWords } from '../../../../client/kinds/shared/caveats.ts'
import { count, newTally, resultOf } from '../../../../core/kinds/kinds.ts'
import { picks, ranks, rates } from '../../../support/polls/answers.ts'
import { choice, rank, scale } from '../../../support/polls/polls.ts'

function resultFor(def: PollDef, answers: Answer[]) {
  const tally = newTally(def)
  answers.forEach(answer => count(def, tally, answer, 1))
  return resultOf(def, { tally, judgements: new Map(), ballots: answers }, true)
}

function caveats(def: PollDef, answers: Answer[]): string[] {
  return caveatsOf(def, resultFor(def, answers), label => label.slice(-1))
}

it.each<[string, string[], Answer[]]>([
  ['one ballot', ['1 ballot would put another first'], [picks('a'), picks('a'), picks('b')]],
  ['two ballots', ['2 ballots would put another first'], [picks('a'), picks('a'), picks('a'), picks('b')]],
  ['a tie of two', ['first and second are level'], [picks('a'), picks('b')]],
  ['a tie of three', ['the first 3 are level'], [picks('a'), picks('b'), picks('c')]],
  ['a single voter', ['1 ballot would put another first'], [picks('a')]],
  ['a clear result', [], Array.from({ length: 4 }, () => picks('a'))],
  ['no ballot', [], []],
])('[R14] names how close a result is: %s', (_, expected, answers) => {
  expect(caveats(choice, answers)).toEqual(expected)
})

it.each<[string, string | undefined, Answer[]]>([
  ['a tie', '2 are level', [picks('a'), picks('b')]],
  ['a close result', 'close together', [picks('a'), picks('a'), picks('b')]],
  ['a first one with few votes', 'ahead by few votes', [picks('a'), picks('a')]],
  ['a clear result', undefined, Array.from({ length: 4 }, () => picks('a'))],
  ['no ballot', undefined, []],
])('[R14] says what is at the front: %s', (_, expected, answers) => {
  expect(frontWords(resultFor(choice, answers))).toBe(expected)
})

it('[R15] names who wins in pairs', () => {
  const circle = [...Array.from({ length: 4 }, () => ranks('a', 'b', 'c')), ...Array.from({ length: 3 }, () => ranks('b', 'c', 'a')), ...Array.from({ length: 2 }, () => ranks('c', 'a', 'b'))]
  expect(caveats(rank, [ranks('a', 'b', 'c'), ranks('a', 'b', 'c'), ranks('a', 'b', 'c'), ranks('b', 'c', 'a'), ranks('b', 'c', 'a')])).toContain('in pairs, “A” beats every other')
  expect(caveats(rank, circle)).toContain('in pairs, “A” is first')
  expect(caveats(rank, [ranks('a', 'b', 'c'), ranks('b', 'c', 'a'), ranks('c', 'a')])).toContain('in pairs, 3 are level')
})

it('[R14] names nothing in kinds without counts', () => {
  expect(caveats(scale, [rates({ a: 1, b: 1 })])).toEqual([])
})
