import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLogged } from '../../core/commands/commands.ts'
import { decide, fold } from '../../core/fold.ts'
import { attendeeView, ownView, roomView } from '../../core/views/views.ts'
import { allRounds } from '../../core/workshop.ts'
import { likelyAnswer } from '../../tools/gallery/answers.ts'
import { picks } from '../support/polls/answers.ts'
import { beginning, commandOf, seatedAttempts, seatOf, SEATS } from '../support/polls/arbitraries.ts'
import { play, textOf } from '../support/polls/play.ts'
import { choice } from '../support/polls/polls.ts'

const POLL = choice.id
const [ONE, TWO, OTHER] = SEATS as [string, string, string]
const ok = { ok: true }
const roles = [{ id: 'dev', label: 'Dev' }]

/** Two seats, an open vote, and Ann in the first seat. */
function seatedRoom() {
  const room = play({ roles, reactions: ['👏'] })
  room.issue(ONE, TWO)
  room.show(POLL)
  room.press('poll:open', POLL)
  expect(room.take('ann', ONE)).toEqual(ok)
  return room
}

const voters = (room: ReturnType<typeof play>) => Object.fromEntries(room.round(POLL).ballots)

describe('seats', () => {
  it('[Q1] are not needed until some were issued', () => {
    const room = play()
    expect(ownView(room.workshop, 'ann')).toEqual({ ballots: {} })
    expect(JSON.stringify([room.attendee(), roomView(room.workshop, { attendees: ['a:1'], joinUrl: '', address: '', facilitators: 1, now: 0 })])).not.toContain('seat')
    expect(room.take('ann', ONE)).toMatchObject({ code: 'not_found' })
    room.press('poll:open', POLL)
    expect(room.vote('ann', POLL, picks('a'))).toEqual(ok)
  })

  it('[Q1] are issued before the first ballot, further ones at any time, and none twice', () => {
    const late = play()
    late.press('poll:open', POLL)
    late.vote('ann', POLL, picks('a'))
    expect(late.issue(ONE)).toMatchObject({ code: 'wrong_state' })
    late.vote('ann', POLL, picks())
    expect(late.issue(ONE)).toEqual(ok)

    const room = seatedRoom()
    room.vote('ann', POLL, picks('a'))
    expect(room.issue(TWO, OTHER)).toMatchObject({ code: 'wrong_state' })
    expect(room.issue(OTHER)).toEqual(ok)
    expect(room.take('bob', OTHER)).toEqual(ok)
    expect(voters(room)).toEqual({ [ONE]: picks('a') })
  })

  it('[Q1] are not issued if there is a ballot that could count again', () => {
    const room = play({ polls: [choice] })
    room.press('poll:open', POLL)
    room.vote('ann', POLL, picks('c'))
    room.define({ polls: [{ ...choice, options: choice.options.slice(0, 2) }] })
    expect(room.round(POLL).ballots.size).toBe(0)
    expect(room.issue(ONE)).toMatchObject({ code: 'wrong_state' })
  })

  it('[Q2] are needed for ballots, roles and reactions', () => {
    const room = seatedRoom()
    const needed = { ok: false, code: 'seat_needed', message: expect.stringMatching(/code/) }
    expect(room.vote('bob', POLL, picks('a'))).toEqual(needed)
    expect(room.say('bob', 'dev')).toEqual(needed)
    expect(decide(room.workshop, 'bob', { type: 'reaction:send', id: 'reaction-1', emoji: '👏' })).toEqual(needed)
    expect(room.vote('ann', POLL, picks('a'))).toEqual(ok)
    expect(room.say('ann', 'dev')).toEqual(ok)
    expect(voters(room)).toEqual({ [ONE]: picks('a') })
  })

  it('[Q3] have one holder each, who may take them again, and nobody has two', () => {
    const room = seatedRoom()
    expect(room.take('bob', ONE)).toMatchObject({ code: 'seat_taken' })
    expect(room.take('ann', ONE)).toEqual(ok)
    expect(room.take('ann', TWO)).toMatchObject({ code: 'wrong_state' })
    expect(room.take('bob', OTHER)).toMatchObject({ code: 'not_found' })
    expect(room.take('bob', TWO)).toEqual(ok)
    expect(roomView(room.workshop, { attendees: ['a:1', 'a:2'], joinUrl: '', address: '', facilitators: 1, now: 0 }).seats).toEqual({ issued: 2, taken: 2 })
  })

  it('[Q4] keep their ballot and role when another phone takes them, and the first phone loses both', () => {
    const room = seatedRoom()
    room.vote('ann', POLL, picks('a'))
    room.say('ann', 'dev')
    expect(room.release(ONE)).toEqual(ok)
    expect(room.release(ONE)).toMatchObject({ code: 'wrong_state' })
    expect(room.release(OTHER)).toMatchObject({ code: 'not_found' })
    expect(voters(room)).toEqual({ [ONE]: picks('a') })
    expect(room.vote('ann', POLL, picks('b'))).toMatchObject({ code: 'seat_needed' })
    expect(ownView(room.workshop, 'ann')).toEqual({ ballots: {}, seated: false })

    expect(room.take('anns-new-phone', ONE)).toEqual(ok)
    expect(ownView(room.workshop, 'anns-new-phone')).toEqual({ ballots: { [room.round(POLL).id]: picks('a') }, role: 'dev', seated: true })
    room.vote('anns-new-phone', POLL, picks('b'))
    expect(voters(room)).toEqual({ [ONE]: picks('b') })
    expect(room.round(POLL).tally.voters).toBe(1)
    expect(room.take('ann', TWO)).toEqual(ok)
  })

  it('[Q5] never have their code in the log', () => {
    expect(isLogged({ type: 'seat:claim', id: 'claim-001', code: 'bcdfghjk' })).toBe(false)
  })

  it('[Q5] of others are not sent to a phone', () => {
    const room = seatedRoom()
    const before = JSON.stringify(attendeeView(room.workshop))
    expect(JSON.parse(before).workshop.seats).toBe(true)
    room.take('bob', TWO)
    room.release(ONE)
    expect(JSON.stringify(attendeeView(room.workshop))).toBe(before)
  })
})

describe('any course of events with seats', () => {
  it('[Q3] [Q4] counts at most one ballot per seat, and none without a seat', () => {
    let most = 0
    let takenOver = 0
    fc.assert(fc.property(beginning, seatedAttempts, (start, attempts) => {
      const room = play(start)
      room.issue(seatOf('one'), seatOf('two'))
      // Two have sat down and voted, so that both seats are in use.
      room.take('ann', seatOf('one'))
      room.take('bob', seatOf('two'))
      for (const def of start.polls) {
        room.press('poll:open', def.id)
        room.vote('ann', def.id, likelyAnswer(def, 1))
        room.vote('bob', def.id, likelyAnswer(def, 2))
      }
      const held = new Map<string, Set<string>>()
      attempts.forEach((attempt, no) => {
        const { by, command } = commandOf(room, attempt, no)
        const { seats, seated, polls } = room.workshop
        room.submit(by, command)
        for (const [seat, holder] of seats) {
          expect(holder === null || seated.get(holder) === seat).toBe(true)
          if (holder !== null)
            held.set(seat, (held.get(seat) ?? new Set()).add(holder))
        }
        expect(seated.size).toBe([...seats.values()].filter(holder => holder !== null).length)
        for (const { ballots, tally } of [...polls.values()].flatMap(allRounds)) {
          expect(tally.voters).toBeLessThanOrEqual(seats.size)
          expect([...ballots.keys()].filter(voter => !seats.has(voter))).toEqual([])
          most = Math.max(most, tally.voters)
        }
      })
      takenOver += [...held.values()].filter(({ size }) => size > 1).length
      expect(textOf(fold(room.entries))).toBe(textOf(room.workshop))
    }), { numRuns: 200 })
    // Else the attempts were too tame to say anything.
    expect([most > 1, takenOver > 10]).toEqual([true, true])
  })
})
