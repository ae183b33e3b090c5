import type { OptionPoll } from '../../../core/kinds/poll.ts'
import { expect, it } from 'vitest'
import { shadeOf } from '../../../client/draw/shades.ts'
import { pollDef } from '../../../core/kinds/poll.ts'

const options = ['a', 'b', 'c', 'd', 'e'].map(id => ({ id, label: id }))

it.each([
  ['choice', {}, 0.4, 0.4],
  ['dots', {}, 1, 1],
  ['scale', { levels: ['1', '2', '3', '4', '5'] }, 1.4, 0.1],
  ['scale', { levels: ['1', '2', '3', '4', '5'] }, 1.8, 0.2],
  ['rank', {}, 1, 1],
  ['rank', {}, 5, 0],
  ['points', { points: 50 }, 25, 0.5],
])('[G1] a %s %o by role of %d is shaded %d, by all that the kind can be', (kind, fields, value, shade) => {
  expect(shadeOf(pollDef.parse({ id: 'poll', title: 'Which?', options, kind, ...fields }) as OptionPoll, value)).toBeCloseTo(shade)
})
