import type { PollCommandType } from '../../core/steps/names.ts'
import { describe, expect, it } from 'vitest'
import { drawnPosts } from '../../core/views/drawn-view.ts'
import { FACILITATOR } from '../../core/workshop.ts'
import { asks, picks, writes } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { board, choice, text } from '../support/polls/polls.ts'

type Played = ReturnType<typeof play>

let sent = 0
function turn({ submit }: Played, poll: string, page: number, post: string | null = null) {
  return submit(FACILITATOR, { type: 'result:page', id: `page-turn-${++sent}`, poll, page, post })
}

/** The wall with one text that the room sees, and one that waits. */
function shownWall(): Played {
  const room = play()
  room.show(text.id)
  room.press('poll:open', text.id)
  room.vote('ann', text.id, writes({ id: 'post-ann', text: 'More tests' }, { id: 'post-two', text: 'Fewer meetings' }))
  room.press('poll:reveal', text.id)
  room.submit(FACILITATOR, { type: 'post:judge', id: `judge-ann-${++sent}`, poll: text.id, post: 'post-ann', verdict: 'shown' })
  return room
}

describe('a page of a result', () => {
  it('[P1] is the same on all screens', () => {
    const room = play()
    room.show(choice.id)
    expect(turn(room, choice.id, 2)).toEqual({ ok: true })
    expect(room.workshop.slide.page).toEqual({ poll: choice.id, no: 2, post: null })
  })

  it('[P1] is not sent to phones', () => {
    const room = play()
    room.show(choice.id)
    const before = room.attendee()
    turn(room, choice.id, 2)
    expect(room.attendee()).toEqual(before)
  })

  it('[P1] is refused for an unknown poll', () => {
    expect(turn(play(), 'nothing', 2)).toMatchObject({ ok: false, code: 'not_found' })
  })

  it('[P2] stays during the clicks of its slide, and ends with the slide', () => {
    const room = play()
    room.show(choice.id, 4)
    turn(room, choice.id, 2)
    room.show(choice.id, 4)
    expect(room.workshop.slide.page).toMatchObject({ no: 2 })
    room.show(choice.id, 5)
    expect(room.workshop.slide.page).toBeUndefined()
  })

  it.each<PollCommandType | 'step:undo'>(['poll:close', 'poll:reveal', 'poll:reset', 'poll:repeat', 'step:undo'])('[P2] ends with %s of its poll, but not of another poll', (step) => {
    const room = play()
    room.show(choice.id)
    for (const id of [choice.id, board.id]) {
      room.press('poll:open', id)
      room.vote('ann', id, id === choice.id ? picks('a') : asks([{ id: 'post-ann', text: 'Why?' }]))
      if (id === board.id)
        room.press('poll:hide', id)
    }
    const take = (id: string) => step === 'step:undo' ? room.undo(id) : room.press(step, id)
    turn(room, choice.id, 3)
    expect(take(board.id)).toEqual({ ok: true })
    expect(room.workshop.slide.page).toMatchObject({ poll: choice.id, no: 3 })
    expect(take(choice.id)).toEqual({ ok: true })
    expect(room.workshop.slide.page).toBeUndefined()
  })
})

describe('a text shown alone', () => {
  it('[P1] is one that the room sees', () => {
    const room = shownWall()
    expect(turn(room, text.id, 1, 'post-ann')).toEqual({ ok: true })
    expect(room.workshop.slide.page).toEqual({ poll: text.id, no: 1, post: 'post-ann' })
  })

  it.each(['waiting', 'removed'] as const)('[P2] returns to the page once it is %s', (verdict) => {
    const room = shownWall()
    turn(room, text.id, 2, 'post-ann')
    room.submit(FACILITATOR, { type: 'post:judge', id: `judge-ann-${++sent}`, poll: text.id, post: 'post-ann', verdict })
    expect(room.workshop.slide.page).toEqual({ poll: text.id, no: 2, post: null })
  })

  it('[P1] [V6] may be from the previous round until this one has votes or is open', () => {
    const room = shownWall()
    const drawn = () => [...drawnPosts(room.view(text.id, 'facilitator'))]
    room.press('poll:repeat', text.id)
    room.press('poll:reveal', text.id)
    expect(drawn()).toEqual([])
    expect(turn(room, text.id, 1, 'post-ann')).toMatchObject({ ok: false, code: 'not_found' })
    room.press('poll:close', text.id)
    expect(drawn()).toEqual(['post-ann'])
    expect(turn(room, text.id, 1, 'post-ann')).toEqual({ ok: true })
    room.press('poll:open', text.id)
    room.vote('ben', text.id, writes({ id: 'post-ben', text: 'No meetings' }))
    room.submit(FACILITATOR, { type: 'post:judge', id: `judge-ben-${++sent}`, poll: text.id, post: 'post-ben', verdict: 'shown' })
    expect(drawn()).toEqual(['post-ben'])
    expect(turn(room, text.id, 1, 'post-ann')).toMatchObject({ ok: false, code: 'not_found' })
    expect(turn(room, text.id, 1, 'post-ben')).toEqual({ ok: true })
  })

  it('[P2] disappears once its author withdrew it', () => {
    const room = shownWall()
    turn(room, text.id, 1, 'post-ann')
    expect(drawnPosts(room.view(text.id, 'facilitator'))).toContain('post-ann')
    room.vote('ann', text.id, writes())
    expect(drawnPosts(room.view(text.id, 'facilitator'))).not.toContain('post-ann')
  })

  it.each([
    ['one that waits', (room: Played) => turn(room, text.id, 1, 'post-two'), 'not_found'],
    ['one that nobody wrote', (room: Played) => turn(room, text.id, 1, 'post-none'), 'not_found'],
    ['one from a hidden result', (room: Played) => room.press('poll:hide', text.id) && turn(room, text.id, 1, 'post-ann'), 'not_found'],
    ['an option', (room: Played) => turn(room, choice.id, 1, 'a'), 'wrong_state'],
  ])('[P1] is never %s', (_, attempt, code) => {
    const room = shownWall()
    expect(attempt(room)).toMatchObject({ ok: false, code })
    expect(room.workshop.slide.page).toBeUndefined()
  })
})
