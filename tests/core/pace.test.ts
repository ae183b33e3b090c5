import type { Play } from '../support/polls/play.ts'
import { describe, expect, it } from 'vitest'
import { fold } from '../../core/fold.ts'
import { ownView, roomView } from '../../core/views/views.ts'
import { SERVER } from '../../core/workshop.ts'
import { picks, rates, spends } from '../support/polls/answers.ts'
import { play, textOf } from '../support/polls/play.ts'
import { choice, dots, live, scale } from '../support/polls/polls.ts'

const ahead = { polls: [choice.id, scale.id, live.id] }
const polls = [choice, dots, scale, live]

/** Every entry of `play` is a millisecond after the one before; the first is at 0. */
function beforehand(definition: Parameters<typeof play>[0] = {}): Play {
  return play({ opening: 'auto', polls, pace: 'self', ahead, ...definition })
}

const votings = (room: Play) => polls.map(({ id }) => room.round(id).voting)
const listed = (room: Play) => room.attendee().ahead?.map(({ def }) => def.id)
const paceOf = ({ workshop }: Play) => roomView(workshop, { attendees: [], joinUrl: '', address: '', facilitators: 1, now: 0 }).pace

describe('polls before the workshop', () => {
  it('[V1] are those of the content, whatever votes keep in the record', () => {
    const room = beforehand()
    room.vote('ann', choice.id, picks('a'))
    room.define({ polls: [scale, live], pace: 'self' })
    expect(listed(room)).toEqual([scale.id, live.id])
  })

  it('[W1] open with the workshop, in the order of the list', () => {
    const room = beforehand({ ahead: { polls: [scale.id, choice.id, live.id, 'gone'] } })
    expect(votings(room)).toEqual(['open', 'idle', 'open', 'open'])
    expect(listed(room)).toEqual([scale.id, choice.id, live.id])
  })

  it('[W1] open when the facilitator says so', () => {
    const room = beforehand({ pace: 'room' })
    expect(votings(room)).toEqual(['idle', 'idle', 'idle', 'idle'])
    expect(room.attendee()).not.toHaveProperty('ahead')
    expect(room.pace('self')).toEqual({ ok: true })
    expect(votings(room)).toEqual(['open', 'idle', 'open', 'open'])
  })

  it('[G6] give out a result by role when they close, so that one that differs by a ballot is withheld', () => {
    const room = beforehand({ roles: [{ id: 'dev', label: 'Development' }], smallestGroup: 5 })
    const people = Array.from({ length: 7 }, (_, index) => `a:${index}`)
    people.forEach(by => room.say(by, 'dev'))
    people.slice(0, 6).forEach(by => room.vote(by, choice.id, picks('a')))
    room.press('poll:split', choice.id)
    room.pace('room')
    expect(room.view(choice.id, 'facilitator').byRole).toMatchObject([{ role: 'dev', voters: 6 }])
    room.pace('self')
    room.vote(people[6]!, choice.id, picks('b'))
    room.pace('room')
    expect(room.view(choice.id, 'facilitator')).toMatchObject({ byRole: [], splitHeld: true })
  })

  it('[W1] are none that take their options from others', () => {
    const first = { ...dots, id: 'first', options: [], from: { polls: [choice.id], take: 2 } }
    const room = beforehand({ polls: [choice, first], ahead: { polls: [choice.id, first.id] } })
    expect(listed(room)).toEqual([choice.id])
  })

  it('[W1] take ballots as ever, and keep them', () => {
    const room = beforehand()
    room.vote('ann', choice.id, picks('a'))
    room.vote('ann', choice.id, picks('b'))
    expect(room.vote('ann', dots.id, { kind: 'dots', dots: { a: 1 } })).toMatchObject({ code: 'not_open' })
    expect(ownView(room.workshop, 'ann').ballots).toEqual({ [room.round(choice.id).id]: picks('b') })
  })

  it('[W1] need a seat where seats are needed', () => {
    const room = beforehand()
    room.issue('s:one-------------')
    expect(room.vote('ann', choice.id, picks('a'))).toMatchObject({ code: 'seat_needed' })
    room.take('ann', 's:one-------------')
    expect(room.vote('ann', choice.id, picks('a'))).toEqual({ ok: true })
  })

  it('[W2] show no results, even if they are live', () => {
    const room = beforehand()
    room.vote('ann', live.id, picks('a'))
    expect(room.view(live.id, 'screen')).not.toHaveProperty('result')
    expect(room.view(live.id, 'screen')).toMatchObject({ ahead: true, voters: 1 })
    expect(JSON.stringify(room.attendee())).not.toContain('"result"')
    expect(room.press('poll:reveal', live.id)).toMatchObject({ code: 'wrong_state' })
    expect(room.press('poll:repeat', live.id)).toEqual({ ok: true })
    expect(room.round(live.id).results).toBe('hidden')
  })

  it('[W2] are not moved by slides, which open nothing', () => {
    const room = beforehand()
    const before = room.attendee()
    room.show(dots.id)
    expect(votings(room)).toEqual(['open', 'idle', 'open', 'open'])
    room.show(choice.id)
    expect(room.attendee()).toEqual(before)
    room.pace('room')
    expect(room.attendee().poll).toMatchObject({ def: { id: choice.id }, voting: 'closed' })
  })

  it('[W3] are closed in the room, to be revealed there', () => {
    const room = beforehand()
    room.vote('ann', scale.id, rates({ a: 3 }))
    room.pace('room')
    expect(votings(room)).toEqual(['closed', 'idle', 'closed', 'closed'])
    expect(room.attendee()).not.toHaveProperty('ahead')
    expect(room.press('poll:reveal', scale.id)).toEqual({ ok: true })
    expect(room.view(scale.id, 'screen').result).toMatchObject({ voters: 1 })
  })

  it('[W3] open again with their ballots, except for those closed by hand or revealed', () => {
    const room = beforehand()
    room.vote('ann', choice.id, picks('a'))
    room.press('poll:close', scale.id)
    room.pace('room')
    room.press('poll:reveal', live.id)
    room.press('poll:hide', live.id)
    room.pace('self')
    expect(votings(room)).toEqual(['open', 'idle', 'closed', 'closed'])
    expect(room.round(choice.id).ballots.get('ann')).toEqual(picks('a'))
    room.press('poll:reset', choice.id)
    room.pace('room')
    expect(room.pace('self')).toEqual({ ok: true })
  })

  it('[W3] do not keep the slide on screen from opening its own poll, which a change back undoes', () => {
    const room = beforehand()
    room.show(dots.id)
    room.pace('room')
    expect(votings(room)).toEqual(['closed', 'open', 'closed', 'closed'])
    expect(room.attendee().poll).toMatchObject({ def: { id: dots.id }, voting: 'open' })
    room.vote('ann', dots.id, spends({ a: 1 }))
    room.pace('self')
    expect(votings(room)).toEqual(['open', 'idle', 'open', 'open'])
    room.pace('room')
    expect(votings(room)).toEqual(['closed', 'open', 'closed', 'closed'])
    expect(room.round(dots.id).ballots.size).toBe(1)
    room.press('poll:close', dots.id)
    room.pace('self')
    expect(votings(room)).toEqual(['open', 'closed', 'open', 'open'])
    expect(textOf(fold(room.entries))).toBe(textOf(room.workshop))
  })

  it('[W3] leave the slide\'s poll idle where voting is opened by hand', () => {
    const room = beforehand({ opening: 'manual' })
    room.show(dots.id)
    room.pace('room')
    expect(votings(room)).toEqual(['closed', 'idle', 'closed', 'closed'])
  })

  it('[W4] tell phones the date, before it and until the slides move after it', () => {
    const room = beforehand({ ahead: { ...ahead, until: 10 } })
    expect(room.attendee()).toMatchObject({ until: 10 })
    room.wait(20)
    room.submit(SERVER, { type: 'pace:set', id: 'server-0001', pace: 'room' })
    expect(room.attendee()).toMatchObject({ until: 10, poll: null })
    const { rev } = room.attendee()
    room.show(null, 3)
    expect(room.attendee()).not.toHaveProperty('until')
    expect(room.attendee().rev).toBeGreaterThan(rev)
    const early = beforehand({ ahead: { ...ahead, until: 10 } })
    early.pace('room')
    expect(early.attendee()).not.toHaveProperty('until')
  })

  it('[W3] leaves the poll of the room alone that shows its result', () => {
    const room = beforehand({ pace: 'room' })
    room.press('poll:open', live.id)
    room.pace('self')
    expect(listed(room)).toEqual([choice.id, scale.id])
    room.pace('room')
    expect(votings(room)).toEqual(['closed', 'idle', 'closed', 'open'])
  })

  it.each([
    ['in the same pace', beforehand(), 'self'],
    ['in the room already', beforehand({ pace: 'room' }), 'room'],
    ['without a list', play({ polls }), 'self'],
    ['with nothing left to open', beforehand({ pace: 'room', ahead: { polls: [] } }), 'self'],
  ] as const)('[W3] are refused %s', (_, room, pace) => {
    expect(room.pace(pace)).toMatchObject({ code: 'wrong_state' })
  })

  it('[W4] close at a date only if it has not passed', () => {
    const room = beforehand({ ahead: { ...ahead, until: 3 } })
    expect(paceOf(room)).toMatchObject({ now: 'self', until: 3 })
    room.submit(SERVER, { type: 'pace:set', id: 'server-0001', pace: 'room' })
    expect(paceOf(room)).not.toHaveProperty('until')
    room.pace('self')
    expect(paceOf(room)).toMatchObject({ now: 'self', until: 3 })
    room.pace('room')
    room.pace('self')
    expect(paceOf(room)).toMatchObject({ now: 'self' })
    expect(paceOf(room)).not.toHaveProperty('until')
    expect(votings(beforehand({ ahead: { ...ahead, until: 0 } }))).toEqual(['idle', 'idle', 'idle', 'idle'])
  })

  it('[W5] follow the list of new settings, and the pace only if it is new', () => {
    const room = beforehand()
    room.vote('ann', choice.id, picks('a'))
    room.press('poll:close', scale.id)
    room.define({ ahead: { polls: [choice.id, scale.id, dots.id] } })
    expect(votings(room)).toEqual(['open', 'open', 'closed', 'closed'])
    room.pace('room')
    room.define({ title: 'A new title', ahead: { polls: [choice.id] } })
    expect(votings(room)).toEqual(['closed', 'closed', 'closed', 'closed'])
    room.define({ pace: 'room' })
    room.define({ pace: 'self' })
    expect(votings(room)).toEqual(['open', 'closed', 'closed', 'closed'])
    room.define({ pace: 'room' })
    expect(votings(room)).toEqual(['closed', 'closed', 'closed', 'closed'])
    expect(room.round(choice.id).ballots.size).toBe(1)
  })

  it('[W6] count people on screens, not on phones', () => {
    const room = beforehand()
    const phones = room.attendee()
    for (const id of [choice.id, live.id])
      room.vote('ann', id, picks('a'))
    room.vote('ann', scale.id, rates({ a: 1 }))
    room.vote('bob', choice.id, picks('b'))
    expect(paceOf(room)).toEqual({ now: 'self', polls: 3, people: 2, all: 1 })
    expect(room.attendee()).toEqual(phones)
    expect(paceOf(play())).toBeUndefined()
  })

  it('[W7] close at the end, and open again if the end is undone', () => {
    const room = beforehand()
    room.end()
    expect(votings(room)).toEqual(['closed', 'idle', 'closed', 'closed'])
    expect(room.attendee()).not.toHaveProperty('ahead')
    expect(room.pace('self')).toMatchObject({ code: 'wrong_state' })
    room.undo(null)
    expect(listed(room)).toEqual([choice.id, scale.id, live.id])
    room.end()
    room.reopen()
    expect(paceOf(room)).toMatchObject({ now: 'room' })
    room.pace('self')
    expect(listed(room)).toEqual([choice.id, scale.id, live.id])
    expect(textOf(fold(room.entries))).toBe(textOf(room.workshop))
  })
})
