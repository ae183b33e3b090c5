import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { Answer } from '../../../core/kinds/schemas/schemas.ts'
import { describe, expect, it } from 'vitest'
import { baselineOf, isEmptyBaseline, resultThen } from '../../../core/compare/baseline.ts'
import { movedSince } from '../../../core/compare/moved.ts'
import { baseline as schema } from '../../../core/compare/schema.ts'
import { picks, rates, spends, writes } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { choice, dots, scale, text } from '../../support/polls/polls.ts'

const owner = { ...choice, id: 'cicd/owner', title: 'Who owns this?', options: ['role-dev', 'role-ops', 'nobody'].map(id => ({ id, label: id })) }

type Votes = [poll: PollDef, answers: Answer[]][]

/** A workshop in which these answers were revealed; a poll without any was not asked. */
function voted(votes: Votes) {
  const room = play({ polls: votes.map(([def]) => def) })
  for (const [{ id }, answers] of votes.filter(([, answers]) => answers.length > 0)) {
    room.press('poll:open', id)
    answers.forEach((answer, no) => room.vote(`a:${no}`, id, answer))
    room.press('poll:close', id)
    room.press('poll:reveal', id)
  }
  return room
}

function moved(before: Votes, after: Votes) {
  const now = voted(after)
  return movedSince(baselineOf(voted(before).workshop), after.map(([{ id }]) => now.view(id, 'screen')))
}

/** The same answer from so many. */
function times(count: number, answer: Answer): Answer[] {
  return Array.from<Answer>({ length: count }).fill(answer)
}

describe('[K1] what a workshop leaves for the next one', () => {
  it('is what its room saw, in counts that give the same results', () => {
    const { workshop, view } = voted([[scale, [rates({ a: 3, b: 1 }), rates({ a: 2 })]], [dots, [spends({ a: 2, b: 1 })]], [choice, [picks('c')]]])
    const found = baselineOf(workshop)
    for (const poll of found.polls)
      expect(resultThen(poll)).toEqual({ ...view(poll.def.id, 'record').result, close: undefined })
    expect(schema.parse(found)).toEqual(found)
    expect(JSON.stringify(found)).not.toContain('Secret note')
  })

  it('leaves out what was not revealed, what people wrote, and what is about one workshop alone', () => {
    const room = voted([[text, [writes({ id: 'text-0001', text: 'Secret' })]], [{ ...dots, id: 'agenda' }, [spends({ a: 1 })]], [{ ...scale, id: 'confidence', options: [], from: { actions: true, take: 5 } }, []], [{ ...dots, id: 'first-step', options: [], from: { polls: [dots.id], take: 3 } }, []], [scale, []]])
    room.press('poll:open', scale.id)
    room.vote('a:1', scale.id, rates({ a: 1 }))
    const found = baselineOf(room.workshop)
    expect(found.polls.map(({ def, voters }) => [def.id, voters])).toEqual([[scale.id, 0]])
    expect(resultThen(found.polls[0]!)).toBeUndefined()
    expect(isEmptyBaseline(found)).toBe(true)
    room.press('poll:close', scale.id)
    room.press('poll:reveal', scale.id)
    expect(isEmptyBaseline(baselineOf(room.workshop))).toBe(false)
    // What was hidden again was seen.
    room.press('poll:hide', scale.id)
    expect(isEmptyBaseline(baselineOf(room.workshop))).toBe(false)
  })
})

describe('[K7] what has moved', () => {
  it('is the median of the ratings that both rooms gave, if more than a few ballots would have to be different', () => {
    const [moves] = moved([[scale, times(10, rates({ a: 1, b: 1 }))]], [[scale, times(8, rates({ a: 3, b: 2 }))]]).ratings
    expect(moves).toMatchObject({ poll: scale.id, then: { median: 1 }, now: { median: 2.5 }, voters: { then: 10, now: 8 }, options: 2, hasMoved: true })
    expect(moved([[scale, times(2, rates({ a: 1 }))]], [[scale, times(8, rates({ a: 3 }))]]).ratings[0]).toMatchObject({ ballots: 2, hasMoved: false })
    expect(moved([[scale, times(8, rates({ a: 2 }))]], [[scale, times(9, rates({ a: 2 }))]]).ratings[0]).toMatchObject({ ballots: 0, hasMoved: false })
  })

  it('leaves out what one room did not rate', () => {
    const [rating] = moved([[scale, times(5, rates({ a: 1 }))]], [[scale, times(5, rates({ a: 1, b: 3 }))]]).ratings
    expect(rating).toMatchObject({ options: 1, now: { median: 1 } })
    expect(moved([[scale, times(5, rates({ a: 1 }))]], [[scale, times(5, rates({ b: 3 }))]]).ratings).toEqual([])
    expect(moved([[scale, []]], [[scale, times(5, rates({ b: 3 }))]]).ratings).toEqual([])
  })

  it('is the share that named an option', () => {
    const { options } = moved([[dots, [...times(6, spends({ a: 1 })), ...times(4, spends({ b: 2 }))]]], [[dots, [...times(1, spends({ a: 1 })), ...times(9, spends({ b: 2 }))]]])
    expect(options.map(({ option, then, now, ballots, hasMoved }) => [option, then, now, ballots, hasMoved])).toEqual([
      ['a', { named: 6, rank: 2 }, { named: 1, rank: 2 }, 5, true],
      ['b', { named: 4, rank: 1 }, { named: 9, rank: 1 }, 5, true],
      ['c', { named: 0, rank: null }, { named: 0, rank: null }, 0, false],
    ])
  })

  it('is who owns a section', () => {
    const { owners, options } = moved([[owner, times(9, picks('nobody'))]], [[owner, [...times(8, picks('role-ops')), picks('nobody')]]])
    expect(owners).toMatchObject([{ poll: owner.id, then: { state: 'nobody' }, now: { state: 'owned', leading: [{ id: 'role-ops', count: 8 }] }, ballots: 4, hasMoved: true }])
    expect(options).toEqual([])
  })
})

describe('[K5] ids', () => {
  it('carry results over new words and another order', () => {
    const other: PollDef = { ...dots, title: 'What hurts?', options: [{ id: 'c', label: 'Was C' }, { id: 'a', label: 'Was A' }, { id: 'b', label: 'Was B' }] }
    const { options, gone, added } = moved([[dots, times(4, spends({ a: 1 }))]], [[other, times(4, spends({ a: 1 }))]])
    expect(options.find(({ option }) => option === 'a')).toMatchObject({ label: 'Was A', then: { named: 4 }, now: { named: 4 } })
    expect([gone, added]).toEqual([[], []])
  })

  it.each<[PollDef, PollDef, Answer]>([
    [choice, { ...choice, max: choice.max + 1 }, picks('a')],
    [owner, { ...owner, max: owner.max + 1 }, picks('nobody')],
    [dots, { ...dots, dots: dots.dots + 1 }, spends({ a: 1 })],
    [dots, { ...dots, perOption: dots.perOption - 1 }, spends({ a: 1 })],
  ])('are of another poll if a ballot may say more or less', (def, other, answer) => {
    const { options, owners, gone, added } = moved([[def, times(9, answer)]], [[other, times(9, answer)]])
    expect([...options, ...owners]).toEqual([])
    expect([gone, added]).toMatchObject([[{ poll: def.id, option: null }], [{ poll: def.id, option: null }]])
  })

  it('[K8] lists polls and options without a counterpart', () => {
    const other: PollDef = { ...dots, options: [{ id: 'a', label: 'Option A' }, { id: 'd', label: 'Option D' }] }
    const { gone, added } = moved([[dots, []], [choice, []], [scale, times(9, rates({ a: 1 }))]], [[other, []], [{ ...scale, levels: ['1', '2', '3', '4'] }, times(9, rates({ a: 4 }))]])
    expect(gone.map(({ poll, option }) => [poll, option])).toEqual([[dots.id, 'b'], [dots.id, 'c'], [choice.id, null], [scale.id, null]])
    expect(added.map(({ poll, option, label }) => [poll, option, label])).toEqual([[dots.id, 'd', 'Option D'], [scale.id, null, null]])
  })
})
