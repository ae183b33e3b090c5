import type { PollDef } from '../../core/kinds/kinds.ts'
import type { Audience } from '../../core/views/views.ts'
import type { Play } from '../support/polls/play.ts'
import { describe, expect, it } from 'vitest'
import { attendeeView, ownView, pollView, roomView } from '../../core/views/views.ts'
import { FACILITATOR } from '../../core/workshop.ts'
import { asks, says, spends } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { board, dots, words } from '../support/polls/polls.ts'
import { rowsOf } from '../support/polls/results.ts'

const POLL = dots.id

/** A vote of two on the slide, not revealed. */
function voting(): Play {
  const room = play()
  room.show(POLL)
  room.press('poll:open', POLL)
  room.vote('ann', POLL, spends({ a: 2 }))
  room.vote('bob', POLL, spends({ b: 1 }))
  return room
}

const seen = (room: Play, audience: Audience) => pollView(room.poll(POLL), audience)

describe('an attendee\'s view', () => {
  it('[V1] contains the round, but no count, before results are shown', () => {
    const room = voting()
    expect(attendeeView(room.workshop).poll).toEqual({
      def: { ...dots, options: dots.options.map(({ id, label }) => ({ id, label })) },
      round: `${POLL}#1`,
      no: 1,
      voting: 'open',
      results: 'hidden',
    })
  })

  it('[V1] contains the result while it is shown, and not after it is hidden', () => {
    const room = voting()
    room.press('poll:reveal', POLL)
    expect(attendeeView(room.workshop).poll!.result).toMatchObject({ voters: 2 })
    room.press('poll:hide', POLL)
    expect(attendeeView(room.workshop).poll).not.toHaveProperty('result')
  })

  it('[V1] contains no poll if the slide has none', () => {
    const room = voting()
    room.show(null)
    expect(attendeeView(room.workshop)).toMatchObject({ workshop: { id: 'test-room', title: 'Test room', ended: false }, poll: null })
  })

  it.each<[what: string, act: (room: Play) => void, moves: boolean]>([
    ['a ballot', room => room.vote('cem', POLL, spends({ c: 1 })), false],
    ['another slide of the same poll', room => room.show(POLL, 3), false],
    ['another poll', room => room.show('mood'), true],
    ['a reveal', room => room.press('poll:reveal', POLL), true],
    ['a close', room => room.press('poll:close', POLL), true],
    ['the end', room => room.end(), true],
  ])('[V1] gets a new revision by %s: %3$s', (_, act, moves) => {
    const room = voting()
    const { rev } = attendeeView(room.workshop)
    act(room)
    expect(attendeeView(room.workshop).rev > rev).toBe(moves)
  })

  it('gets a new revision when a slide opens its poll', () => {
    const room = play({ opening: 'auto' })
    room.show(POLL)
    room.press('poll:reset', POLL)
    const { rev } = attendeeView(room.workshop)
    room.show(POLL)
    expect(attendeeView(room.workshop).rev).toBeGreaterThan(rev)
  })
})

describe('own ballots', () => {
  it('are those of the current rounds, by round', () => {
    const room = voting()
    expect(ownView(room.workshop, 'ann').ballots).toEqual({ [`${POLL}#1`]: spends({ a: 2 }) })
    expect(ownView(room.workshop, 'nobody').ballots).toEqual({})
    room.press('poll:repeat', POLL)
    expect(ownView(room.workshop, 'ann').ballots).toEqual({})
  })
})

describe('a screen\'s view', () => {
  it('[V2] contains the number of voters before results are shown', () => {
    const view = seen(voting(), 'screen')
    expect(view).toMatchObject({ voting: 'open', results: 'hidden', voters: 2 })
    expect(Object.keys(view).sort()).toEqual(['def', 'no', 'results', 'rev', 'round', 'split', 'voters', 'voting'])
  })

  it('[V2] contains the result once it is shown', () => {
    const room = voting()
    room.press('poll:reveal', POLL)
    expect(seen(room, 'screen').result).toMatchObject({ kind: 'dots', voters: 2 })
  })

  it('[V2] contains the previous round only if both were revealed', () => {
    const room = voting()
    room.press('poll:repeat', POLL)
    room.press('poll:reveal', POLL)
    expect(seen(room, 'screen')).not.toHaveProperty('previous')
    expect(seen(room, 'facilitator').previous).toMatchObject({ no: 1, result: { voters: 2 } })

    const shown = voting()
    shown.press('poll:reveal', POLL)
    shown.press('poll:repeat', POLL)
    expect(seen(shown, 'screen')).not.toHaveProperty('previous')
    shown.press('poll:reveal', POLL)
    expect(seen(shown, 'screen').previous).toMatchObject({ no: 1, result: { voters: 2 } })
  })
})

describe('a poll\'s revision', () => {
  it.each<[what: string, act: (room: Play) => void]>([
    ['a ballot', room => room.vote('cem', POLL, spends({ c: 1 }))],
    ['a button', room => room.press('poll:close', POLL)],
    ['new definitions', room => room.define({ title: 'Renamed' })],
  ])('increases with %s', (_, act) => {
    const room = voting()
    const { rev } = seen(room, 'screen')
    act(room)
    expect(seen(room, 'screen').rev).toBeGreaterThan(rev)
  })

  it('stays the same when other polls change', () => {
    const room = voting()
    const { rev } = seen(room, 'screen')
    room.press('poll:open', 'mood')
    expect(seen(room, 'screen').rev).toBe(rev)
  })
})

describe('the facilitator\'s view', () => {
  it('always contains the result, and whether a reset can be undone', () => {
    const room = voting()
    expect(seen(room, 'facilitator')).toMatchObject({ results: 'hidden', result: { voters: 2 }, restorable: false })
    room.press('poll:reset', POLL)
    expect(seen(room, 'facilitator')).toMatchObject({ result: { voters: 0 }, restorable: true })
  })

  it('[V3] is the only one with notes', () => {
    const room = voting()
    room.press('poll:reveal', POLL)
    expect(JSON.stringify(seen(room, 'facilitator'))).toContain('Secret note of a')
    for (const audience of ['screen', 'record', 'everything'] as const)
      expect(JSON.stringify(seen(room, audience))).not.toContain('Secret')
    expect(JSON.stringify(attendeeView(room.workshop))).not.toContain('Secret')
  })
})

describe('the record', () => {
  it('[V4] contains what was ever revealed, even if it was hidden again', () => {
    const room = voting()
    expect(seen(room, 'record')).not.toHaveProperty('result')
    room.press('poll:reveal', POLL)
    room.press('poll:hide', POLL)
    expect(seen(room, 'record').result).toMatchObject({ voters: 2 })
  })

  it('[V4] contains the rest on request, including the previous round', () => {
    const room = voting()
    room.press('poll:repeat', POLL)
    room.vote('ann', POLL, spends({ c: 1 }))
    expect(seen(room, 'record')).not.toHaveProperty('result')
    expect(seen(room, 'everything')).toMatchObject({ no: 2, result: { voters: 1 }, previous: { no: 1, result: { voters: 2 } } })
  })

  it('[V4] shows the last revealed round with a vote in it', () => {
    const room = voting()
    room.press('poll:reveal', POLL)
    room.press('poll:repeat', POLL)
    room.press('poll:reveal', POLL)
    expect(seen(room, 'record')).toMatchObject({ no: 1, result: { voters: 2 } })
    room.vote('ann', POLL, spends({ c: 1 }))
    expect(seen(room, 'record')).toMatchObject({ no: 2, result: { voters: 1 }, previous: { no: 1 } })
    room.press('poll:repeat', POLL)
    room.vote('ann', POLL, spends({ c: 1 }))
    expect(seen(room, 'record')).toMatchObject({ no: 2 })
    expect(seen(room, 'everything')).toMatchObject({ no: 3 })
  })
})

it('the room\'s view contains the slide, who is there and where to join', () => {
  const room = voting()
  expect(roomView(room.workshop, { attendees: ['ann', 'bob', 'cay'], joinUrl: 'http://join.test', address: 'http://join.test', facilitators: 1, now: 0 })).toEqual({
    rev: 5,
    workshop: { id: 'test-room', title: 'Test room', startedAt: 0, ended: false, roles: [], reactions: { emoji: [], on: false } },
    joinUrl: 'http://join.test',
    address: 'http://join.test',
    online: 3,
    size: 3,
    slide: { no: 2, clicks: 0, poll: POLL, by: 'command-1' },
  })
})

it('the size of the room counts voters who are not connected, and everybody who is and has not voted', () => {
  const room = voting()
  const sizeWith = (...attendees: string[]) => roomView(room.workshop, { attendees, joinUrl: '', address: '', facilitators: 1, now: 0 }).size
  const { voters } = room.round(POLL).tally
  expect(sizeWith()).toBe(voters)
  expect(sizeWith('ann', 'late', 'later')).toBe(voters + 2)
  room.show(null)
  expect(sizeWith('ann', 'late', 'later')).toBe(3)
})

describe('a view of a crowd\'s texts', () => {
  const asked = (def: PollDef, people: number) => {
    const room = play({ polls: [def] })
    room.press('poll:open', def.id)
    for (let person = 0; person < people; person++)
      room.vote(`p${person}`, def.id, def.kind === 'words' ? says(`word${person}`) : asks([{ id: `question-${person}`, text: `${person} ${'long '.repeat(50)}` }]))
    room.press('poll:reveal', def.id)
    room.show(def.id)
    return room
  }

  it('[V5] contains as many rows as a page can use, and counts the rest', () => {
    const room = asked({ ...board, moderated: false }, 500)
    expect(room.attendee().poll!.posts).toMatchObject({ left: { shown: 460, waiting: 0, removed: 0 } })
    expect(room.attendee().poll!.posts!.rows).toHaveLength(40)
    expect(JSON.stringify(room.attendee()).length).toBeLessThan(25_000)
    room.press('poll:close', board.id)
    expect(room.attendee().poll!.result).toMatchObject({ voters: 500, left: { shown: 460, waiting: 0, removed: 0 } })
    expect(room.attendee().poll!.result!.rows).toHaveLength(40)
    expect(JSON.stringify(room.attendee()).length).toBeLessThan(25_000)
    expect(room.view(board.id, 'screen').result!.rows).toHaveLength(150)
    expect(room.view(board.id, 'record').result!.rows).toHaveLength(500)
    expect(room.view(board.id, 'record').result).not.toHaveProperty('left')
  })

  it('[V5] contains the most wanted and the newest rows, in order of arrival', () => {
    const room = asked({ ...board, moderated: false }, 200)
    for (const fan of ['ann', 'ben'])
      room.vote(fan, board.id, asks([], ['question-77']))
    room.press('poll:close', board.id)
    const ids = room.attendee().poll!.result!.rows.map(({ id }) => id)
    expect(ids).toEqual([...ids].sort((a, b) => Number(a.slice(9)) - Number(b.slice(9))))
    expect(ids).toEqual(expect.arrayContaining(['question-0', 'question-77', 'question-199']))
    expect(room.attendee().poll!.result!.rows.find(({ id }) => id === 'question-77')).toMatchObject({ voters: 3, rank: 1 })
    expect(room.attendee().poll!.result!.rows[0]).toMatchObject({ rank: 2 })
  })

  it('[V7] is the same for phones whatever they want, as long as the board is open', () => {
    const rooms = [[], ['question-77'], ['question-3', 'question-150']].map((wanted) => {
      const room = asked({ ...board, moderated: false }, 200)
      room.vote('ann', board.id, asks([], wanted))
      return room
    })
    const [bytes, ...others] = rooms.map(room => JSON.stringify(room.attendee()))
    expect(others).toEqual([bytes, bytes])
    const { poll } = rooms[0]!.attendee()
    expect(poll).not.toHaveProperty('result')
    expect(poll!.posts!.rows.map(({ id }) => id)).toContain('question-199')
    expect(Object.keys(poll!.posts!.rows[0]!)).toEqual(['id', 'label', 'judgement'])
  })

  it('[V7] has the counts on phones once the board is closed and shown, and on screens all the time', () => {
    const room = asked({ ...board, moderated: false }, 3)
    room.vote('ann', board.id, asks([], ['question-2']))
    expect(room.view(board.id, 'screen').result!.rows[2]).toMatchObject({ voters: 2, rank: 1 })
    room.press('poll:close', board.id)
    expect(room.attendee().poll).not.toHaveProperty('posts')
    expect(room.attendee().poll!.result!.rows[2]).toMatchObject({ voters: 2, rank: 1 })
  })

  it('[V5] gives the facilitator enough rows of every verdict', () => {
    const room = asked(words, 400)
    for (let person = 0; person < 200; person++)
      room.submit(FACILITATOR, { type: 'post:judge', id: `judge-${person}-0`, poll: words.id, post: `word${person}`, verdict: person % 2 ? 'shown' : 'removed' })
    const result = room.view(words.id, 'facilitator').result!
    const count = (verdict: string) => rowsOf(result).filter(({ judgement }) => judgement!.verdict === verdict).length
    expect([count('waiting'), count('shown'), count('removed')]).toEqual([150, 100, 100])
    expect(result).toMatchObject({ left: { waiting: 50, shown: 0, removed: 0 } })
  })
})
