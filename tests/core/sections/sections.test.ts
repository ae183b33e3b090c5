import type { ScalePoll } from '../../../core/kinds/scale.ts'
import type { SeenPoll } from '../../../core/views/seen.ts'
import type { Play } from '../../support/polls/play.ts'
import { describe, expect, it } from 'vitest'
import { interpolatedQuartiles } from '../../../core/kinds/shared/ordinal.ts'
import { axisOf } from '../../../core/views/sections/axis.ts'
import { sectionsOf } from '../../../core/views/sections/sections.ts'
import { seenPoll } from '../../../core/views/seen.ts'
import { picks, rates } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { choice, dots, scale } from '../../support/polls/polls.ts'

const practices: ScalePoll = { ...scale, topic: '01 CI/CD', levels: ['1', '2', '3', '4', '5'], unsure: 'No idea' }
const roles = [{ id: 'dev', label: 'Dev' }, { id: 'ops', label: 'Ops' }]

const seen = (room: Play): SeenPoll[] => [...room.workshop.polls.keys()].map(id => seenPoll(room.view(id, 'screen'), false))
const axisIn = (room: Play) => axisOf(sectionsOf(seen(room))[0]!)

describe('sections', () => {
  it('[S6] are polls whose ids begin alike, with a known part of its kind', () => {
    const polls = [choice, dots, practices, { ...scale, id: 'sre/practices' }, { ...scale, id: 'sre/bottlenecks' }, { ...choice, id: 'sre/owner' }, { ...scale, id: 'sre/toString' }]
    const found = sectionsOf(polls.map(def => ({ def, result: undefined, byRole: undefined, state: 'unasked' })))
    expect(found.map(({ id, topic, polls }) => [id, topic, Object.keys(polls)])).toEqual([['cicd', '01 CI/CD', ['bottlenecks', 'practices']], ['sre', 'sre', ['practices', 'owner']]])
  })
})

describe('an axis of the radar', () => {
  const room = () => {
    const made = play({ polls: [practices], roles, smallestGroup: 3 })
    made.press('poll:open', practices.id)
    return made
  }
  const reveal = (made: Play) => {
    made.press('poll:close', practices.id)
    made.press('poll:reveal', practices.id)
  }

  it('[S7] has the median and the quartiles of all ratings, and who voted', () => {
    const made = room()
    const [ofA, ofB] = [[1, 2, 2, 3, 3, 3, 3, 3, 4, 4], [4, 4, 4, 4, 4, 4, 5, 5, 5, 5]]
    ofA.forEach((level, person) => made.vote(`a:${person}`, practices.id, rates({ a: level, b: ofB[person]! })))
    reveal(made)
    expect(axisIn(made)).toEqual({ section: 'cicd', topic: '01 CI/CD', levels: 5, median: 3.75, quartiles: [2.9, 4.375], ratings: 20, voters: 10, missing: null, roles: [] })
  })

  it('[S7] has no value where there is none, and says why', () => {
    const made = play({ polls: [practices] })
    const missing = () => [axisIn(made).missing, axisIn(made).median, axisIn(made).voters]
    expect(missing()).toEqual(['unasked', null, 0])
    made.press('poll:open', practices.id)
    expect(missing()).toEqual(['pending', null, 0])
    made.vote('a:1', practices.id, rates({ a: 0 }))
    made.press('poll:close', practices.id)
    expect(missing()).toEqual(['unrevealed', null, 0])
    made.press('poll:reveal', practices.id)
    expect(missing()).toEqual(['unsure', null, 0])
    const empty = room()
    reveal(empty)
    expect(axisIn(empty).missing).toBe('nobody')
  })

  it('[S8] has roles where the result is shown by role, each with the median of its medians', () => {
    const made = room()
    for (let person = 0; person < 6; person++) {
      made.say(`a:${person}`, person < 3 ? 'dev' : 'ops')
      made.vote(`a:${person}`, practices.id, rates(person < 3 ? { a: 5, b: 4, c: 2 } : { a: 1, b: 2 }))
    }
    reveal(made)
    expect(axisIn(made).roles).toEqual([])
    made.press('poll:split', practices.id)
    expect(axisIn(made).roles).toEqual([{ role: 'dev', label: 'Dev', voters: 3, median: 4 }, { role: 'ops', label: 'Ops', voters: 3, median: 1.5 }])
  })

  it('[V6] keeps the last result with votes while a further round is open', () => {
    const made = room()
    made.vote('a:1', practices.id, rates({ a: 4 }))
    reveal(made)
    made.press('poll:repeat', practices.id)
    expect(axisIn(made)).toMatchObject({ median: 4, voters: 1 })
  })
})

describe('the quartiles', () => {
  it.each<[[number, number], number[]]>([
    [[2.9, 4.375], [1, 2, 5, 8, 4]],
    // They end where the scale does.
    [[4.75, 5], [0, 0, 0, 0, 4]],
    [[1, 1.25], [4, 0, 0, 0, 0]],
    // Between two levels.
    [[2, 5], [1, 0, 1, 1, 0, 1]],
  ])('[S7] are %j for %j', (quartiles, distribution) => {
    expect(interpolatedQuartiles(distribution)).toEqual(quartiles)
  })
})

it('[S3] a hidden result is in no axis, cell or disagreement, whoever looks', () => {
  const made = play({ polls: [practices, choice] })
  made.press('poll:open', practices.id)
  for (let person = 0; person < 20; person++)
    made.vote(`a:${person}`, practices.id, rates({ a: 1 + 4 * (person % 2) }))
  made.press('poll:close', practices.id)
  made.vote('a:1', choice.id, picks('a'))
  const view = made.view(practices.id, 'facilitator')
  expect(view.result?.voters).toBe(20)
  expect(axisOf(sectionsOf([seenPoll(view, false)])[0]!)).toMatchObject({ median: null, voters: 0, missing: 'unrevealed' })
})
