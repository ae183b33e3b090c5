import type { EstimatePoll } from '../../../core/kinds/estimate.ts'
import { describe, expect, it } from 'vitest'
import { axisOf } from '../../../client/kinds/estimate/axis.ts'
import { answerFrom } from '../../../client/kinds/estimate/form.ts'
import { estimate as later } from '../../../client/kinds/estimate/later.ts'
import { numberWords, shortNumber, withUnit } from '../../../client/kinds/estimate/number.ts'
import { estimates } from '../../support/polls/answers.ts'
import { estimate } from '../../support/polls/polls.ts'

const quiz: EstimatePoll = { ...estimate, right: 30, within: 5 }
const row = { id: 'estimate', label: 'minutes', voters: 4, rank: null, median: 45, lowerQuartile: 30, upperQuartile: 1200 } as const

it('an answer is in the middle of its step, in a histogram with bins of any width', () => {
  const narrow = axisOf({ bins: [{ from: 0, count: 1 }, { from: 5, count: 0 }], width: 5 }, 5, 10)
  expect([narrow.placeOf(0), narrow.placeOf(5)]).toEqual([0.25, 0.75])
  const wide = axisOf({ bins: [{ from: 100, count: 1 }, { from: 200, count: 2 }], width: 100 }, 1, 10)
  expect([wide.placeOf(100), wide.placeOf(199), wide.placeOf(299)]).toEqual([0.0025, 0.4975, 0.9975])
})

it('as many bins have labels as fit', () => {
  const bins = Array.from({ length: 16 }, (_, index) => ({ from: index, count: 1 }))
  const labelled = (most: number) => bins.map((_, index) => index).filter(axisOf({ bins, width: 1 }, 1, most).isLabelled)
  expect(labelled(16)).toHaveLength(16)
  expect(labelled(8)).toEqual([0, 2, 4, 6, 8, 10, 12, 14])
  expect(labelled(0)).toEqual([0])
})

it('numbers are written as people write them', () => {
  expect([numberWords(1234.5), withUnit(30, 'minutes'), withUnit(-2, undefined)]).toEqual(['1,234.5', '30 minutes', '−2'])
  expect([123.75, 1250, -0.5, 294_013_500].map(shortNumber)).toEqual(['124', '1.25K', '−0.5', '294M'])
})

describe('a form with a number', () => {
  it.each<[string, number]>([['number=45', 45], ['number=-2.5', -2.5], ['number=', Number.NaN], ['number=many', Number.NaN], ['', Number.NaN]])('%s', (form, number) => {
    expect(answerFrom(new URLSearchParams(form))).toEqual(estimates(number))
  })
})

describe('a phone after an estimate', () => {
  it('shows the median, the middle half, and the attendee\'s own number', () => {
    const result = { kind: 'estimate', voters: 4, rows: [row], bins: [], width: 5 } as const
    expect(later.lines!(estimate, { ...result, rows: [row], bins: [] }, estimates(60))).toEqual([
      { id: 'estimate', label: 'The middle answer', number: '45', more: 'half say 30 to 1,200 minutes', reach: null, own: 'You said 60' },
    ])
  })

  it('shows the right number of a quiz', () => {
    const lines = later.lines!(quiz, { kind: 'estimate', voters: 4, rows: [row], bins: [], width: 5, right: { number: 30, within: 5, voters: 1 } }, estimates(null))
    expect(lines.map(({ label, number, own }) => [label, number, own])).toEqual([['The middle answer', '45', ''], ['Right, give or take 5', '30', '']])
  })
})
