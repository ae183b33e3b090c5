import type { ScalePoll } from '../../../core/kinds/scale.ts'
import { describe, expect, it } from 'vitest'
import { disagreementsOf } from '../../../core/views/sections/disagreements.ts'
import { sectionsOf } from '../../../core/views/sections/sections.ts'
import { seenPoll } from '../../../core/views/seen.ts'
import { rates } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { scale } from '../../support/polls/polls.ts'

const practices: ScalePoll = { ...scale, topic: '01 CI/CD', levels: ['1', '2', '3', '4', '5'] }
const questions: ScalePoll = { ...scale, id: 'cicd/questions', topic: '01 CI/CD' }
const roles = [{ id: 'dev', label: 'Dev' }, { id: 'ops', label: 'Ops' }]

/** Devs are the people with an even number. */
function rated(people: number, ratingOf: (person: number, poll: ScalePoll) => Record<string, number>) {
  const room = play({ polls: [practices, questions], roles, smallestGroup: 3 })
  for (let person = 0; person < people; person++)
    room.say(`a:${person}`, roles[person % 2]!.id)
  for (const poll of [practices, questions]) {
    room.press('poll:open', poll.id)
    for (let person = 0; person < people; person++)
      room.vote(`a:${person}`, poll.id, rates(ratingOf(person, poll)))
    room.press('poll:close', poll.id)
    room.press('poll:reveal', poll.id)
  }
  return { ...room, found: () => disagreementsOf(sectionsOf([practices, questions].map(({ id }) => seenPoll(room.view(id, 'screen'), false)))) }
}

const about = { section: 'cicd', topic: '01 CI/CD', poll: practices.id }

describe('[S10] a disagreement', () => {
  it('is a statement with two camps, the lowest agreement first', () => {
    const { camps, statements } = rated(20, (person, { id }) => id === practices.id
      ? { a: person < 10 ? 1 + Number(person === 9) : 5 - Number(person === 10), b: person < 10 ? 1 : 5, c: 3 }
      : { a: person < 10 ? 1 : 3, b: 3, c: 3 }).found()
    expect(camps.map(({ poll, option }) => [poll, option])).toEqual([[practices.id, 'b'], [questions.id, 'a'], [practices.id, 'a']])
    expect(camps[2]).toMatchObject({ ...about, option: 'a', label: 'Option A', low: { levels: ['1', '2'], ratings: 10 }, middle: 0, high: { levels: ['4', '5'], ratings: 10 }, voters: 20, question: 'Ask one of each camp: “What did you see last that made you say so?”' })
    expect(camps[1]).toMatchObject({ low: { levels: ['No'], ratings: 10 }, middle: 0, high: { levels: ['Yes'], ratings: 10 }, question: 'Ask the 10 who said Yes: “Where could the others see that today?”' })
    expect(statements).toBe(6)
  })

  it('counts the level between the camps apart', () => {
    expect(rated(20, person => ({ a: person < 9 ? 1 : person < 18 ? 5 : 3 })).found().camps.filter(({ poll }) => poll === practices.id)).toMatchObject([{ low: { ratings: 9 }, middle: 2, high: { ratings: 9 } }])
  })

  it('is never said of fewer than eight voters', () => {
    expect(rated(7, person => ({ a: person % 2 ? 1 : 3 })).found()).toEqual({ camps: [], roles: [], statements: 0 })
  })

  it('is a gap between roles where the result is shown by role, the widest first', () => {
    const room = rated(20, (person, { id }) => id === practices.id ? { a: person % 2 ? 2 : 3, b: person % 2 ? 2 : 4, c: 3 } : { a: person % 2 ? 1 : 3, b: 3, c: 3 })
    expect(room.found().roles).toEqual([])
    room.press('poll:split', practices.id)
    room.press('poll:split', questions.id)
    const { roles } = room.found()
    expect(roles.map(({ poll, option }) => [poll, option])).toEqual([[questions.id, 'a'], [practices.id, 'b'], [practices.id, 'a']])
    expect(roles[1]).toEqual({ ...about, option: 'b', label: 'Option B', levels: 5, high: { labels: ['Dev'], value: 4 }, low: { labels: ['Ops'], value: 2 }, gap: 2, question: 'Ask Ops first: “What do you see that the others don’t?”' })
  })

  it('is no gap of less than 15% of the scale', () => {
    const room = rated(20, person => ({ a: person < 4 && person % 2 ? 2 : 3 }))
    room.press('poll:split', practices.id)
    expect(room.view(practices.id, 'screen').byRole!.map(({ rows }) => rows[0]!.value)).toEqual([3, 2.875])
    expect(room.found().roles).toEqual([])
  })

  it.each([{ high: 2, low: 1.4 }, { high: 3.6, low: 3 }, { high: 4.1, low: 3.5 }, { high: 4.14, low: 3.46 }])('is a gap of 15% as values are shown: %j', ({ high, low }) => {
    const { view } = rated(9, () => ({ a: 3 }))
    const seen = seenPoll(view(practices.id, 'screen'), false)
    const role = (label: string, value: number) => ({ role: label, label, voters: 9, rows: [{ id: 'a', value }] })
    const found = (low: number) => disagreementsOf(sectionsOf([{ ...seen, byRole: [role('Dev', high), role('Ops', low)] }])).roles
    expect(found(low)).toMatchObject([{ gap: expect.closeTo(0.6) }])
    expect(found(low + 0.1)).toEqual([])
  })
})
