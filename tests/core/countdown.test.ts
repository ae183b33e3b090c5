import type { Reply } from '../../core/protocol/refusal.ts'
import type { Play } from '../support/polls/play.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withCountdown } from '../../core/countdown.ts'
import { fold } from '../../core/fold.ts'
import { currentRound, FACILITATOR, SERVER } from '../../core/workshop.ts'
import { picks } from '../support/polls/answers.ts'
import { attempts, beginning, commandOf } from '../support/polls/arbitraries.ts'
import { play, textOf } from '../support/polls/play.ts'
import { choice, dots } from '../support/polls/polls.ts'

const ok: Reply = { ok: true }
const { id } = choice

/** A poll whose voting is open, with a vote, and another one. */
function voting(): Play {
  const room = play({ polls: [choice, dots] })
  room.press('poll:open', id)
  room.vote('ann', id, picks('a'))
  return room
}

let made = 0
const newId = () => `countdown-${++made}`

function start(room: Play, { poll = id, seconds = 90, closes = false } = {}): Reply {
  return room.submit(FACILITATOR, { type: 'countdown:start', id: newId(), poll, seconds, closes })
}

function extend(room: Play, seconds: number): Reply {
  return room.submit(FACILITATOR, { type: 'countdown:extend', id: newId(), seconds })
}

function stop(room: Play): Reply {
  return room.submit(FACILITATOR, { type: 'countdown:stop', id: newId() })
}

function end(room: Play, setBy = room.workshop.countdown!.setBy): Reply {
  return room.submit(SERVER, { type: 'countdown:end', id: newId(), setBy })
}

describe('a countdown', () => {
  it('[T1] starts for a poll whose voting is open', () => {
    const room = voting()
    expect(start(room, { seconds: 60, closes: true })).toEqual(ok)
    expect(room.workshop.countdown).toMatchObject({ poll: id, round: room.round(id).id, startedAt: room.entries.at(-1)!.at, seconds: 60, closes: true, isOver: false })
  })

  it('[T1] is refused where voting is not open, for an unknown poll, and beside another one', () => {
    const room = voting()
    expect(start(room, { poll: dots.id })).toMatchObject({ code: 'wrong_state', message: 'Voting is not open. Open it first.' })
    expect(start(room, { poll: 'nowhere' })).toMatchObject({ code: 'not_found' })
    start(room)
    room.press('poll:open', dots.id)
    expect(start(room, { poll: dots.id })).toMatchObject({ code: 'wrong_state', message: 'A countdown is running. Stop it first.' })
    expect(room.workshop.countdown!.poll).toBe(id)
  })

  it('[T1] starts after another one was stopped, or its time is up', () => {
    const room = voting()
    start(room)
    expect(stop(room)).toEqual(ok)
    expect(room.workshop.countdown).toBeNull()
    start(room)
    end(room)
    expect(start(room, { seconds: 30 })).toEqual(ok)
    expect(room.workshop.countdown).toMatchObject({ seconds: 30, isOver: false })
  })

  it('[T1] can be stopped only while there is one', () => {
    expect(stop(voting())).toMatchObject({ code: 'wrong_state' })
  })

  it('[T2] gets longer, up to an hour', () => {
    const room = voting()
    expect(extend(room, 30)).toMatchObject({ code: 'wrong_state', message: 'There is no countdown.' })
    start(room, { seconds: 3500 })
    expect(extend(room, 100)).toEqual(ok)
    expect(room.workshop.countdown!.seconds).toBe(3600)
    expect(extend(room, 1)).toMatchObject({ code: 'wrong_state', message: 'A countdown takes an hour at most.' })
  })

  it('[T2] gets no longer once its time is up', () => {
    const room = voting()
    start(room)
    end(room)
    expect(extend(room, 30)).toMatchObject({ code: 'wrong_state', message: 'The time is up. Start another countdown.' })
  })

  it.each<[what: string, command: (room: Play) => Reply]>([
    ['a close', room => room.press('poll:close', id)],
    ['a reset', room => room.press('poll:reset', id)],
    ['a further round', room => room.press('poll:repeat', id)],
    ['the end of the workshop', room => room.end()],
    ['the undo of the opening', room => room.undo(id)],
    ['a definition without its poll', (room) => {
      room.vote('ann', id, picks())
      return room.define({ polls: [dots] })
    }],
    ['a definition of another kind', room => room.define({ polls: [{ ...dots, id }] })],
  ])('[T3] goes with %s', (_, command) => {
    const room = voting()
    start(room)
    expect(command(room)).toEqual(ok)
    expect(room.workshop.countdown).toBeNull()
  })

  it('[T3] stays while slides move, results are shown and the poll is reworded', () => {
    const room = voting()
    start(room)
    room.show(dots.id)
    room.press('poll:reveal', id)
    room.define({ polls: [{ ...choice, title: 'Reworded' }, dots] })
    expect(room.workshop.countdown).toMatchObject({ poll: id })
  })

  it('[T3] is only for a round that is its poll\'s current one, and open', () => {
    fc.assert(fc.property(beginning, attempts, (definition, tried) => {
      const room = play(definition)
      tried.forEach((attempt, no) => {
        const { by, command } = commandOf(room, attempt, no)
        room.submit(by, command)
        const { countdown, polls } = room.workshop
        if (countdown)
          expect(currentRound(polls.get(countdown.poll)!)).toMatchObject({ id: countdown.round, voting: 'open' })
      })
      expect(textOf(fold(room.entries))).toBe(textOf(room.workshop))
    }))
  })

  it('[T4] leaves voting open when its time is up, unless told to close it', () => {
    const room = voting()
    start(room)
    expect(end(room)).toEqual(ok)
    expect(room.workshop.countdown).toMatchObject({ isOver: true })
    expect(room.vote('bob', id, picks('b'))).toEqual(ok)
  })

  it('[T4] closes voting if that was wished: a ballot before the end counts, one after it does not', () => {
    const room = voting()
    start(room, { closes: true })
    expect(room.vote('bob', id, picks('b'))).toEqual(ok)
    end(room)
    expect(room.vote('cem', id, picks('c'))).toMatchObject({ code: 'not_open' })
    expect(room.round(id)).toMatchObject({ voting: 'closed', tally: { voters: 2 } })
    expect(room.workshop.countdown).toBeNull()
  })

  it('[T4] [U1] closes voting by a step that can be undone, without a new countdown', () => {
    const room = voting()
    start(room, { closes: true })
    end(room)
    expect(room.view(id, 'facilitator').undo).toMatchObject({ type: 'poll:close', refused: null })
    expect(room.undo(id)).toEqual(ok)
    expect(room.vote('cem', id, picks('c'))).toEqual(ok)
    expect(room.workshop.countdown).toBeNull()
  })

  it('[T4] does not end by an end that was set before it got longer, nor twice', () => {
    const room = voting()
    start(room, { closes: true })
    const { setBy } = room.workshop.countdown!
    extend(room, 30)
    expect(end(room, setBy)).toMatchObject({ code: 'wrong_state' })
    expect(room.round(id).voting).toBe('open')
    const last = room.workshop.countdown!.setBy
    end(room, last)
    room.undo(id)
    expect(end(room, last)).toMatchObject({ code: 'wrong_state' })
    expect(room.round(id).voting).toBe('open')
  })

  it('[T4] ends once where voting stays open', () => {
    const room = voting()
    start(room)
    end(room)
    expect(end(room)).toMatchObject({ code: 'wrong_state' })
  })

  it('[T5] is in a view with the time that is left when it is made', () => {
    const room = voting()
    room.show(id)
    start(room, { seconds: 60, closes: true })
    const left = (elapsed: number) => withCountdown(room.attendee(), room.workshop, elapsed).countdown
    expect(left(0)).toEqual({ poll: id, left: 60_000, of: 60_000, closes: true })
    extend(room, 30)
    expect(left(59_999.6)).toEqual({ poll: id, left: 30_000, of: 90_000, closes: true })
    expect(left(90_100)).toMatchObject({ left: 0 })
    expect(room.attendee()).not.toHaveProperty('countdown')
  })

  it('[T5] has no time left once it has ended, however slow the clock', () => {
    const room = voting()
    start(room)
    end(room)
    expect(withCountdown(room.attendee(), room.workshop, 0).countdown).toMatchObject({ left: 0 })
  })
})
