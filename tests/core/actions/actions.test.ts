import { describe, expect, it } from 'vitest'
import { decide } from '../../../core/fold.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { MOST_ACTIONS } from '../../../core/protocol/limits.ts'
import { attendeeView, roomView } from '../../../core/views/views.ts'
import { rates, spends } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { choice, dots, scale } from '../../support/polls/polls.ts'

const confidence = { ...scale, id: 'confidence', title: 'How confident are we?', options: [], from: { actions: true as const, take: 20 } }

function room() {
  return play({ polls: [choice, dots, confidence] })
}

type Room = ReturnType<typeof room>
const view = ({ workshop }: Room) => roomView(workshop, { attendees: [], joinUrl: '', address: '', facilitators: 1, now: 0 }).actions
const texts = (room: Room) => view(room)?.list.map(({ text }) => text)
const add = (room: Room, text: string, more = {}) => room.facilitate({ type: 'action:add', text, ...more })

/** Two of three named the option. */
function revealed() {
  const playing = room()
  playing.press('poll:open', dots.id)
  playing.vote('ann', dots.id, spends({ a: 2 }))
  playing.vote('ben', dots.id, spends({ a: 1, b: 1 }))
  playing.vote('cem', dots.id, spends({ b: 1 }))
  playing.press('poll:close', dots.id)
  return playing
}

describe('[N1] actions', () => {
  it('are added, changed, moved and dropped, and are not there before', () => {
    const playing = room()
    expect(view(playing)).toBeUndefined()
    add(playing, 'Fix the tests')
    add(playing, 'One owner for each service', { owner: 'Platform' })
    playing.facilitate({ type: 'action:change', action: 'action-1', owner: 'Mina', due: '2026-12-18', blocker: 'The freeze' })
    expect(view(playing)!.list).toEqual([
      { id: 'action-1', text: 'Fix the tests', owner: 'Mina', due: '2026-12-18', blocker: 'The freeze', sponsor: null },
      { id: 'action-2', text: 'One owner for each service', owner: 'Platform', due: null, blocker: null, sponsor: null },
    ])
    playing.facilitate({ type: 'action:move', action: 'action-2', to: 0 })
    expect(texts(playing)).toEqual(['One owner for each service', 'Fix the tests'])
    playing.facilitate({ type: 'action:change', action: 'action-1', due: null })
    expect(view(playing)!.list[1]).toMatchObject({ owner: 'Mina', due: null })
    playing.facilitate({ type: 'action:drop', action: 'action-1' })
    expect(texts(playing)).toEqual(['One owner for each service'])
    // An id is never used again: a vote may have been for the action that had it.
    add(playing, 'Another')
    expect(view(playing)!.list[1]!.id).toBe('action-3')
  })

  it('have no characters that nobody sees', () => {
    const playing = room()
    add(playing, 'Fix\u0001\r the\u202E tests', { owner: 'Mi\u200Bna', sponsor: '\u202E' })
    expect(view(playing)!.list[0]).toMatchObject({ text: 'Fix the tests', owner: 'Mina', sponsor: null })
    expect(add(playing, '\u202E')).toMatchObject({ code: 'malformed' })
    expect(playing.facilitate({ type: 'action:change', action: 'action-1', text: '\u0001' })).toMatchObject({ code: 'malformed' })
  })

  it('can still be written after the end', () => {
    const playing = room()
    playing.end()
    expect(add(playing, 'Fix the tests')).toEqual({ ok: true })
  })

  it('are refused if there are too many, and if there is no such', () => {
    const playing = room()
    for (let no = 1; no <= MOST_ACTIONS; no++)
      add(playing, `Action ${no}`)
    expect(add(playing, 'One more')).toMatchObject({ ok: false, code: 'wrong_state' })
    expect(playing.facilitate({ type: 'action:drop', action: 'action-99' })).toMatchObject({ ok: false, code: 'not_found' })
  })
})

describe('[N2] what speaks for an action', () => {
  it('is what the room saw when it was added', () => {
    const playing = revealed()
    playing.press('poll:reveal', dots.id)
    add(playing, 'Fix the tests', { from: { poll: dots.id, option: 'a' } })
    const [option] = optionsOf(dots)
    const evidence = { poll: dots.id, option: 'a', label: option!.label, title: dots.title, voters: 2, of: 3 }
    expect(view(playing)!.list[0]!.evidence).toMatchObject(evidence)
    playing.press('poll:repeat', dots.id)
    playing.vote('ann', dots.id, spends({ b: 1 }))
    expect(view(playing)!.list[0]!.evidence).toMatchObject(evidence)
  })

  it('is nothing that the room has not seen, or that nobody named', () => {
    const playing = revealed()
    add(playing, 'Hidden', { from: { poll: dots.id, option: 'a' } })
    playing.press('poll:reveal', dots.id)
    add(playing, 'Without votes', { from: { poll: dots.id, option: 'c' } })
    add(playing, 'Unknown', { from: { poll: 'gone', option: 'a' } })
    expect(view(playing)!.list.map(({ evidence }) => evidence)).toEqual([undefined, undefined, undefined])
  })
})

describe('[N3] the confidence vote', () => {
  it('is on the actions that there are when it opens', () => {
    const playing = room()
    expect(playing.press('poll:open', 'confidence')).toMatchObject({ ok: false })
    add(playing, 'Fix the tests')
    add(playing, 'One owner for each service')
    expect(playing.press('poll:open', 'confidence')).toEqual({ ok: true })
    add(playing, 'Too late')
    expect(optionsOf(playing.poll('confidence').def)).toEqual([{ id: 'action-1', label: 'Fix the tests' }, { id: 'action-2', label: 'One owner for each service' }])
    expect(playing.vote('ann', 'confidence', rates({ 'action-1': 3 }))).toEqual({ ok: true })
  })
})

describe('[N4] undo', () => {
  it('takes back changes of the actions, the latest first, beside those of the plan', () => {
    const playing = room()
    add(playing, 'Fix the tests')
    playing.facilitate({ type: 'action:change', action: 'action-1', text: 'Fix three tests' })
    playing.facilitate({ type: 'action:drop', action: 'action-1' })
    const undo = () => playing.facilitate({ type: 'step:undo', poll: null, step: view(playing)!.undo! })
    undo()
    expect(texts(playing)).toEqual(['Fix three tests'])
    const last = view(playing)!.undo!
    undo()
    expect(texts(playing)).toEqual(['Fix the tests'])
    expect(playing.facilitate({ type: 'step:undo', poll: null, step: last })).toMatchObject({ ok: false, code: 'wrong_state' })
    undo()
    expect(texts(playing)).toBeUndefined()
  })
})

describe('[N5] actions on phones', () => {
  const plan = ({ workshop }: Room) => attendeeView(workshop).plan
  const show = (room: Room, plan: boolean) => room.facilitate({ type: 'slide:show', no: 7, clicks: 0, poll: null, ...plan && { plan: true as const } })
  const offer = ({ workshop }: Room, action: string) => decide(workshop, 'a:ann', { type: 'action:offer', id: 'offer-1234', action, name: 'Ann' })

  it('are listed while the slide on screen shows them, with every change', () => {
    const playing = room()
    add(playing, 'Fix the tests', { blocker: 'The freeze' })
    expect(plan(playing)).toBeUndefined()
    show(playing, true)
    expect(plan(playing)).toEqual([{ id: 'action-1', text: 'Fix the tests', owner: null, due: null }])
    const before = playing.workshop.attendeeRev
    playing.facilitate({ type: 'action:change', action: 'action-1', owner: 'Mina' })
    expect(plan(playing)).toMatchObject([{ owner: 'Mina' }])
    expect(playing.workshop.attendeeRev).toBe(before + 1)
    show(playing, false)
    expect(plan(playing)).toBeUndefined()
    // Nobody sees a change of what isn't shown.
    const away = playing.workshop.attendeeRev
    add(playing, 'Another')
    expect(playing.workshop.attendeeRev).toBe(away)
  })

  it('can be taken while they are listed and nobody has them', () => {
    const playing = room()
    add(playing, 'Fix the tests')
    add(playing, 'One owner', { owner: 'Mina' })
    expect(offer(playing, 'action-1')).toMatchObject({ code: 'wrong_state', message: 'The plan is not on the screen now.' })
    show(playing, true)
    expect(offer(playing, 'action-1')).toBeNull()
    expect(offer(playing, 'action-2')).toMatchObject({ code: 'wrong_state', message: 'Mina has it already.' })
    expect(offer(playing, 'action-9')).toMatchObject({ code: 'not_found' })
    playing.end()
    expect(plan(playing)).toBeUndefined()
    expect(offer(playing, 'action-1')).toMatchObject({ code: 'wrong_state' })
  })
})
