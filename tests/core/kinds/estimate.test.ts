import type { EstimatePoll } from '../../../core/kinds/estimate.ts'
import type { Answer } from '../../../core/kinds/kinds.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimate as rules } from '../../../core/kinds/estimate.ts'
import { count, newTally, problemWith, resultOf } from '../../../core/kinds/kinds.ts'
import { estimateSchemas } from '../../../core/kinds/schemas/estimate.ts'
import { pollDef } from '../../../core/kinds/schemas/schemas.ts'
import { estimates } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { estimate } from '../../support/polls/polls.ts'

function resultFrom(def: EstimatePoll, ...numbers: number[]) {
  const tally = newTally(def)
  numbers.forEach(number => count(def, tally, estimates(number), 1))
  return estimateSchemas.result.parse(resultOf(def, { tally, judgements: new Map(), ballots: [] }, false))
}

function middle(def: EstimatePoll, ...numbers: number[]) {
  const [row] = resultFrom(def, ...numbers).rows
  return [row!.lowerQuartile, row!.median, row!.upperQuartile]
}
const bins = (def: EstimatePoll, ...numbers: number[]) => resultFrom(def, ...numbers).bins.map(({ from, count }) => [from, count])
const whole: EstimatePoll = { ...estimate, min: 0, max: 1000, step: 1 }
const tenths: EstimatePoll = { ...estimate, min: 0, max: 1, step: 0.1 }

describe('an answer to an estimate', () => {
  it.each<[number, string | null]>([
    [0, null],
    [240, null],
    [45, null],
    [-5, 'from 0 to 240'],
    [245, 'from 0 to 240'],
    [46, 'and so on'],
    [Number.NaN, 'from 0 to 240'],
  ])('[A11] %d: %s', (number, problem) => {
    const found = problemWith(estimate, estimates(number))
    expect(found).toEqual(problem === null ? null : expect.stringContaining(problem))
  })

  it('[A11] can be a multiple of a step that has no exact binary representation', () => {
    for (let tenth = 0; tenth <= 10; tenth++)
      expect(problemWith(tenths, estimates(tenth / 10))).toBeNull()
    expect(problemWith(tenths, estimates(0.1 + 0.2))).toBeNull()
    expect(problemWith(tenths, estimates(0.25))).toContain('0, 0.1, 0.2 and so on')
  })

  it('[D2] no longer counts if it is outside new limits', () => {
    expect(rules.prune({ ...estimate, max: 60 }, estimates(65))).toEqual(estimates(null))
    expect(rules.prune({ ...estimate, max: 60 }, estimates(60))).toEqual(estimates(60))
    expect(rules.prune({ ...estimate, step: 10 }, estimates(45))).toEqual(estimates(null))
  })
})

describe('the result of an estimate', () => {
  it('[R13] has the median and the quartiles, interpolated', () => {
    expect(middle(whole, 7)).toEqual([7, 7, 7])
    expect(middle(whole, 10, 20)).toEqual([12.5, 15, 17.5])
    expect(middle(whole, 3, 1, 2, 5, 4)).toEqual([2, 3, 4])
    expect(middle(whole, 5, 5, 5, 1000)).toEqual([5, 5, 253.75])
    expect(middle(tenths, 0.1, 0.2, 0.3)).toEqual([0.15, 0.2, 0.25])
  })

  it('[R13] has no row, and no bins, without an answer', () => {
    expect(resultFrom(estimate)).toMatchObject({ voters: 0, rows: [], bins: [] })
  })

  it('[R13] has bins of one step for few different numbers, and wider ones for many', () => {
    expect(bins(whole, 3, 5, 5)).toEqual([[3, 1], [4, 0], [5, 2]])
    expect(bins(estimate, 0, 30, 35)).toEqual([[0, 1], [5, 0], [10, 0], [15, 0], [20, 0], [25, 0], [30, 1], [35, 1]])
    expect(resultFrom(whole, 0, 31).width).toBe(2)
    expect(resultFrom(whole, 0, 79).width).toBe(5)
    expect(resultFrom(whole, 0, 1000).width).toBe(100)
  })

  it('[R13] counts every answer in one of at most 16 bins of the same width', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -50, max: 5000 }), { minLength: 1, maxLength: 60 }), fc.constantFrom(0.1, 0.5, 1, 5), (steps, step) => {
      const def = { ...estimate, min: -50 * step, max: 5000 * step, step }
      const { bins, width } = resultFrom(def, ...steps.map(number => number * step))
      expect(bins.length).toBeLessThanOrEqual(16)
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(steps.length)
      bins.forEach(({ from }, index) => expect(from).toBeCloseTo(bins[0]!.from + index * width, 6))
      expect(bins[0]!.count).toBeGreaterThan(0)
      expect(bins.at(-1)!.count).toBeGreaterThan(0)
    }))
  })

  it('[R13] counts the right answers of a quiz, and includes the right number in the histogram', () => {
    const quiz = { ...estimate, right: 30, within: 5 }
    expect(resultFrom(quiz, 20, 25, 30, 35, 40, 90).right).toEqual({ number: 30, within: 5, voters: 3 })
    expect(resultFrom({ ...estimate, right: 100 }, 20, 25).bins.at(-1)!.from).toBe(100)
    expect(resultFrom({ ...tenths, right: 0.3, within: 0.1 }, 0.2, 0.4, 0.5).right!.voters).toBe(2)
  })

  it('[V3] hides the right number until the reveal', () => {
    const room = play({ polls: [{ ...estimate, right: 30, within: 5 }] })
    room.press('poll:open', estimate.id)
    room.vote('ann', estimate.id, estimates(30))
    room.show(estimate.id)
    const seen = () => JSON.stringify([room.view(estimate.id, 'screen'), room.attendee()])
    expect(seen()).not.toMatch(/right|within/)
    expect(room.view(estimate.id, 'facilitator').def).toMatchObject({ right: 30 })
    room.press('poll:reveal', estimate.id)
    expect(seen()).toContain('"right":{"number":30,"within":5,"voters":1}')
  })

  it('[R12] says how many changed their mind in a further round', () => {
    const room = play({ polls: [estimate] })
    room.press('poll:open', estimate.id)
    for (const [by, number] of [['ann', 30], ['bob', 60], ['cem', 90]] as const)
      room.vote(by, estimate.id, estimates(number))
    room.press('poll:reveal', estimate.id)
    room.press('poll:repeat', estimate.id)
    room.vote('ann', estimate.id, estimates(30))
    room.vote('bob', estimate.id, estimates(45))
    room.press('poll:reveal', estimate.id)
    expect(room.view(estimate.id, 'screen').previous).toMatchObject({ shift: { both: 2, changed: 1 }, result: { rows: [{ median: 60 }] } })
  })

  it('[G1] can be split by role', () => {
    const roles = [{ id: 'dev', label: 'Dev' }, { id: 'ops', label: 'Ops' }]
    const room = play({ polls: [estimate], roles, smallestGroup: 3 })
    room.press('poll:open', estimate.id)
    for (let person = 0; person < 6; person++) {
      room.say(`p${person}`, person % 2 === 0 ? 'dev' : 'ops')
      room.vote(`p${person}`, estimate.id, estimates(person % 2 === 0 ? 10 : 60))
    }
    room.press('poll:close', estimate.id)
    room.press('poll:split', estimate.id)
    room.press('poll:reveal', estimate.id)
    const medians = room.view(estimate.id, 'screen').byRole!.map(({ role, rows }) => [role, rows.find(({ id }) => id === 'median')!.value])
    expect(medians).toEqual([['dev', 10], ['ops', 60]])
  })
})

describe('the definition of an estimate', () => {
  it.each<[object, PropertyKey[]]>([
    [{ min: 10, max: 10 }, ['max']],
    [{ right: 500 }, ['right']],
    [{ within: 5 }, ['within']],
    [{ step: 0 }, ['step']],
  ])('is refused if it is inconsistent: %j', (fields, path) => {
    expect(pollDef.safeParse({ id: 'x', kind: 'estimate', title: 'How many?', ...fields }).error!.issues[0]!.path).toEqual(path)
  })

  it('is refused if no answer can reach the maximum', () => {
    expect(rules.complaints!({ ...estimate, step: 7 }, new Set())).toEqual([[['step'], expect.stringContaining('whole steps')]])
    expect(rules.complaints!(estimate, new Set())).toEqual([])
  })
})

it('[C4] an estimate that is not a number is malformed and not logged', () => {
  const answer: Answer = estimates(Number.POSITIVE_INFINITY)
  expect(estimateSchemas.answer.safeParse(answer).success).toBe(false)
})
