import type { ScaleResult } from '../../../core/kinds/scale.ts'
import { expect, it } from 'vitest'
import { flagsOf } from '../../../client/kinds/scale/draw/flags.ts'
import { count as countBallot, newTally, resultOf } from '../../../core/kinds/kinds.ts'
import { pollDef } from '../../../core/kinds/schemas/schemas.ts'
import { rates } from '../../support/polls/answers.ts'

/** @param columns ballots for each of five levels, by option */
function flags(columns: Record<string, number[]>): Record<string, string[]> {
  const def = pollDef.parse({ id: 'scale', kind: 'scale', title: 'How true?', levels: ['1', '2', '3', '4', '5'], options: Object.keys(columns).map(id => ({ id, label: id })) })
  const tally = newTally(def)
  for (const [id, counts] of Object.entries(columns))
    counts.forEach((count, index) => Array.from({ length: count }).forEach(() => countBallot(def, tally, rates({ [id]: index + 1 }), 1)))
  const result = resultOf(def, { tally, judgements: new Map(), ballots: [] }, true) as ScaleResult
  return Object.fromEntries([...flagsOf(result)].filter(([, words]) => words.length > 0))
}

it('[R6] marks the lowest option if more than a few ballots would have to change', () => {
  expect(flags({ a: [0, 0, 1, 9, 2], b: [9, 3, 0, 0, 0], c: [0, 0, 9, 3, 0] })).toEqual({ b: ['lowest'] })
  expect(flags({ a: [0, 0, 5, 5, 0], b: [0, 0, 6, 4, 0] })).toEqual({})
})

it('marks an option that splits the room in two camps', () => {
  expect(flags({ a: [0, 2, 8, 2, 0], b: [6, 0, 0, 0, 6] })).toEqual({ b: ['two camps'] })
})

it('[R6] marks no camps among a few people', () => {
  expect(flags({ a: [1, 1, 0, 0, 1], b: [1, 2, 1, 0, 0] })).toEqual({})
})

it('marks nothing on a tie, or if fewer than two options were rated', () => {
  expect(flags({ a: [3, 3, 0, 0, 0], b: [3, 3, 0, 0, 0] })).toEqual({})
  expect(flags({ a: [3, 0, 0, 0, 0], b: [0, 0, 0, 0, 0] })).toEqual({})
})
