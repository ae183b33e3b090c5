import type { PollDef } from '../../core/poll.ts'
import { expect, it } from 'vitest'
import { instruction, plural, spoken } from '../../poll/words.ts'

const common = { id: 'x', title: 'X', live: false, options: [{ id: 'a', label: 'A' }, { id: 'b', label: 'B' }] }

it.each<[PollDef, string]>([
  [{ ...common, kind: 'choice', max: 1 }, 'Pick one'],
  [{ ...common, kind: 'choice', max: 2 }, 'Pick up to 2'],
  [{ ...common, kind: 'dots', dots: 3, perOption: 2 }, '3 dots each, 2 on one at most'],
  [{ ...common, kind: 'dots', dots: 3, perOption: 3 }, '3 dots each'],
  [{ ...common, kind: 'scale', levels: ['No', 'Partly', 'Yes'] }, 'No, Partly or Yes'],
  [{ ...common, kind: 'scale', levels: ['Never', '2', '3', 'Always'] }, 'Rate each from 1, Never, to 4, Always'],
])('tells a voter what to do: %#', (def, words) => {
  expect(instruction(def)).toBe(words)
})

it('speaks an address without its scheme', () => {
  expect(spoken('http://192.168.1.20:4321/')).toBe('192.168.1.20:4321')
})

it('counts in words', () => {
  expect([plural(1, 'vote'), plural(2, 'vote'), plural(2, 'person', 'people')]).toEqual(['1 vote', '2 votes', '2 people'])
})
