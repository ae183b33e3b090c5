import type { Answer } from '../../../core/kinds/answer.ts'
import type { OptionPoll } from '../../../core/kinds/poll.ts'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../../../client/draw/facts.ts'
import { pollDef } from '../../../core/kinds/poll.ts'
import { resultOf } from '../../../core/kinds/result.ts'
import { count, emptyTally } from '../../../core/kinds/tally.ts'

const options = ['a', 'b', 'c', 'd'].map(id => ({ id, label: id.toUpperCase() }))
const make = (fields: object) => pollDef.parse({ id: 'poll', title: 'Which?', options, ...fields }) as OptionPoll

function resultFrom(def: OptionPoll, answers: Answer[]) {
  const tally = emptyTally(def)
  answers.forEach(answer => count(def, tally, answer, 1))
  return resultOf(def, { tally, judgements: new Map() }, true)
}

function moreOf(def: OptionPoll, answers: Answer[]): string[] {
  return [...factsOf(def, resultFrom(def, answers), undefined).values()].map(({ more }) => more.replaceAll('\u00A0', '_'))
}

describe('factsOf', () => {
  it('sets figures under each other, whether of one vote or of many', () => {
    expect(moreOf(make({ kind: 'choice' }), [['a'], ...Array.from({ length: 12 }, () => ['b'])])).toEqual(['_1 vote_', '12 votes', '_0 votes', '_0 votes'])
    const dots = make({ kind: 'dots' })
    expect(moreOf(dots, [{ a: 1, b: 2 }, { b: 1 }])).toEqual(['dot,_ 1 voter_', 'dots, 2 voters', 'dots, 0 voters', 'dots, 0 voters'])
    const round = resultFrom(dots, [{ a: 3, b: 2 }])
    const before = resultFrom(dots, Array.from({ length: 4 }, () => ({ a: 3 })))
    expect([...factsOf(dots, round, before).values()].map(({ was }) => was)).toEqual([
      { number: '12', move: '−9' },
      { number: '\u00A00', move: '+2' },
      { number: '\u00A00', move: '±0' },
      { number: '\u00A00', move: '±0' },
    ])
  })

  it('[R7] says a mean place only where everybody gave one, and else of how many ballots the points are', () => {
    const whole = make({ kind: 'rank' })
    expect(moreOf(whole, [['a', 'b', 'c', 'd'], ['b', 'a', 'c', 'd']])).toEqual(['points, place 1.5', 'points, place 1.5', 'points, place 3.0', 'points, place 4.0'])
    // B has the better mean place, and fewer points.
    const top = make({ kind: 'rank', top: 2 })
    expect(moreOf(top, [['c', 'a'], ['d', 'a'], ['d', 'a'], ['b', 'c']])).toEqual(['points from 3 of 4', 'points from 1 of 4', 'points from 2 of 4', 'points from 2 of 4'])
  })
})
