import type { Answer, PollDef } from '../../../../core/kinds/kinds.ts'
import { expect, it } from 'vitest'
import { caveatsOf } from '../../../../client/kinds/shared/caveats.ts'
import { count, newTally, resultOf } from '../../../../core/kinds/kinds.ts'
import { picks, ranks, rates } from '../../../support/polls/answers.ts'
import { choice, rank, scale } from '../../../support/polls/polls.ts'

function caveats(def: PollDef, answers: Answer[]): string[] {
  const tally = newTally(def)
  answers.forEach(answer => count(def, tally, answer, 1))
  return caveatsOf(def, resultOf(def, { tally, judgements: new Map(), ballots: answers }, true), label => label.slice(-1))
}

it.each<[string, string[], Answer[]]>([
  ['one ballot', ['1 ballot would swap first and second'], [picks('a'), picks('a'), picks('b')]],
  ['two ballots', ['2 ballots would swap first and second'], [picks('a'), picks('a'), picks('a'), picks('b')]],
  ['a tie of two', ['first and second are level'], [picks('a'), picks('b')]],
  ['a tie of three', ['the first 3 are level'], [picks('a'), picks('b'), picks('c')]],
  ['a clear result', [], [picks('a'), picks('a'), picks('a')]],
  ['no ballot', [], []],
])('[R14] names how close a result is: %s', (_, expected, answers) => {
  expect(caveats(choice, answers)).toEqual(expected)
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
