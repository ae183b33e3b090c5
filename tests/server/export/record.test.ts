import { describe, expect, it } from 'vitest'
import { recordOf } from '../../../server/export/record.ts'
import { asks, picks, spends } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { board, choice, dots } from '../../support/polls/polls.ts'

describe('the people of a printed workshop', () => {
  const people = (room: ReturnType<typeof play>) => recordOf(room.workshop, false).room.online

  it('are those whose vote counts, not those who only chose a role, withdrew or were refused', () => {
    const room = play({ polls: [choice, dots, board], roles: [{ id: 'dev', label: 'Dev' }] })
    for (const by of ['ann', 'bob', 'cem', 'dan'])
      room.say(by, 'dev')
    expect(people(room)).toBe(0)
    room.vote('ann', choice.id, picks('a'))
    expect(people(room)).toBe(0)
    for (const { id } of [choice, dots, board])
      room.press('poll:open', id)
    room.vote('ann', choice.id, picks('a'))
    room.vote('ann', dots.id, spends({ a: 1 }))
    room.vote('bob', choice.id, picks('a'))
    room.vote('bob', choice.id, picks())
    room.vote('cem', board.id, asks([{ id: 'post-001', text: 'Why?' }]))
    expect(people(room)).toBe(2)
  })

  it('are counted once across all rounds', () => {
    const room = play({ polls: [choice] })
    room.press('poll:open', choice.id)
    room.vote('ann', choice.id, picks('a'))
    room.press('poll:repeat', choice.id)
    room.vote('ann', choice.id, picks('b'))
    room.vote('bob', choice.id, picks('b'))
    expect(people(room)).toBe(2)
  })

  it('are the seats that voted, in a workshop with seats', () => {
    const room = play({ polls: [choice] })
    room.issue('s:one-------------', 's:two-------------')
    room.take('ann', 's:one-------------')
    room.take('bob', 's:two-------------')
    room.press('poll:open', choice.id)
    room.vote('ann', choice.id, picks('a'))
    expect(people(room)).toBe(1)
  })
})
