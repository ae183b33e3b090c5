import { describe, expect, it } from 'vitest'
import { baselineOf } from '../../../core/compare/baseline.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { MOST_ACTIONS } from '../../../core/protocol/limits.ts'
import { roomView } from '../../../core/views/views.ts'
import { SERVER } from '../../../core/workshop.ts'
import { rates } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { choice, scale } from '../../support/polls/polls.ts'

const followUp = { ...scale, id: 'follow-up', title: 'What became of it?', levels: ['Dropped', 'Still open', 'Done'], options: [], from: { actions: 'last' as const, take: 8 } }

type Room = ReturnType<typeof play>
const view = ({ workshop }: Room) => roomView(workshop, { attendees: [], joinUrl: '', address: '', facilitators: 1, now: 0 }).actions

function compare(room: Room, baseline: ReturnType<typeof baselineOf> | null, id = 'compare-1') {
  return room.submit(SERVER, { type: 'workshop:compare', id, baseline })
}

/** A workshop with these actions on its plan. */
function before(...texts: string[]) {
  const room = play({ polls: [choice] })
  texts.forEach(text => room.facilitate({ type: 'action:add', text, owner: 'Mina', due: '2026-09-18' }))
  return baselineOf(room.workshop)
}

/** The next workshop, compared with that one. */
function next(...texts: string[]) {
  const room = play({ polls: [choice, followUp] })
  compare(room, before(...texts))
  return room
}

const follow = (room: Room, action: string, became: 'done' | 'open' | 'dropped') => room.facilitate({ type: 'action:follow', action, became })

describe('[K3] the vote on the actions of last time', () => {
  it('has them as its options', () => {
    const room = next('Fix the tests', 'Name owners')
    expect(room.press('poll:open', 'follow-up')).toEqual({ ok: true })
    expect(optionsOf(room.poll('follow-up').def)).toEqual([{ id: 'action-1', label: 'Fix the tests' }, { id: 'action-2', label: 'Name owners' }])
    expect(room.vote('ann', 'follow-up', rates({ 'action-1': 3, 'action-2': 2 }))).toEqual({ ok: true })
  })

  it('does not open without any', () => {
    expect(play({ polls: [followUp] }).press('poll:open', 'follow-up')).toMatchObject({ ok: false, code: 'wrong_state' })
    expect(next().press('poll:open', 'follow-up')).toMatchObject({ ok: false, code: 'wrong_state' })
  })
})

describe('[K4] what became of an action', () => {
  it('is decided by the facilitator, and may be decided again', () => {
    const room = next('Fix the tests', 'Name owners')
    expect(view(room)).toBeUndefined()
    expect(follow(room, 'action-1', 'done')).toEqual({ ok: true })
    follow(room, 'action-2', 'dropped')
    expect(view(room)).toMatchObject({ list: [], followed: { 'action-1': 'done', 'action-2': 'dropped' } })
    follow(room, 'action-2', 'done')
    expect(view(room)!.followed).toEqual({ 'action-1': 'done', 'action-2': 'done' })
    expect(follow(room, 'action-9', 'done')).toMatchObject({ ok: false, code: 'not_found' })
    expect(follow(play({ polls: [choice] }), 'action-1', 'done')).toMatchObject({ ok: false, code: 'not_found' })
  })

  it('puts what is still open on this plan once, with all that it says, and off again', () => {
    const room = next('Fix the tests')
    room.facilitate({ type: 'action:add', text: 'New' })
    follow(room, 'action-1', 'open')
    follow(room, 'action-1', 'open')
    const [, carried] = view(room)!.list
    expect(view(room)!.list).toHaveLength(2)
    expect(carried).toMatchObject({ id: 'action-2', text: 'Fix the tests', owner: 'Mina', due: '2026-09-18', carriedOver: { action: 'action-1', since: 0 } })
    // It keeps what the room changes.
    room.facilitate({ type: 'action:change', action: 'action-2', owner: 'Jonas' })
    follow(room, 'action-1', 'open')
    expect(view(room)!.list[1]!.owner).toBe('Jonas')
    follow(room, 'action-1', 'done')
    expect(view(room)!.list.map(({ text }) => text)).toEqual(['New'])
  })

  it('says since when, over several workshops', () => {
    const second = next('Fix the tests')
    follow(second, 'action-1', 'open')
    const third = play({ polls: [choice] })
    compare(third, { ...baselineOf(second.workshop), startedAt: 1_000_000 })
    follow(third, 'action-1', 'open')
    expect(view(third)!.list[0]!.carriedOver).toEqual({ action: 'action-1', since: 0 })
  })

  it('needs room on the plan for what is still open', () => {
    const room = next('Fix the tests')
    for (let no = 1; no <= MOST_ACTIONS; no++)
      room.facilitate({ type: 'action:add', text: `Action ${no}` })
    expect(follow(room, 'action-1', 'open')).toMatchObject({ ok: false, code: 'wrong_state' })
    expect(follow(room, 'action-1', 'done')).toEqual({ ok: true })
  })

  it('[N4] is undone as other changes of the actions', () => {
    const room = next('Fix the tests')
    follow(room, 'action-1', 'done')
    follow(room, 'action-1', 'open')
    const undo = () => room.facilitate({ type: 'step:undo', poll: null, step: view(room)!.undo! })
    undo()
    expect(view(room)).toMatchObject({ list: [], followed: { 'action-1': 'done' } })
    undo()
    expect(view(room)).toBeUndefined()
  })
})

describe('[K2] the earlier workshop', () => {
  it('can be another one, or none, until its actions are asked about or decided', () => {
    const room = next('Fix the tests')
    expect(compare(room, null, 'compare-2')).toEqual({ ok: true })
    expect(room.workshop.baseline).toBeNull()
    expect(compare(room, before('Something else'), 'compare-3')).toEqual({ ok: true })
    room.press('poll:open', 'follow-up')
    expect(compare(room, null, 'compare-4')).toMatchObject({ ok: false, code: 'wrong_state' })
    const decided = next('Fix the tests')
    follow(decided, 'action-1', 'done')
    expect(compare(decided, null, 'compare-5')).toMatchObject({ ok: false, code: 'wrong_state' })
  })
})
