import type { PollDef } from '../../core/kinds/kinds.ts'
import type { OptionPoll } from '../../core/kinds/shared/with-options.ts'
import type { Play } from '../support/polls/play.ts'
import type { Row } from '../support/polls/results.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../core/fold.ts'
import { pollCommandTypes } from '../../core/steps/names.ts'
import { steps } from '../../core/steps/steps.ts'
import { FACILITATOR } from '../../core/workshop.ts'
import { picks, spends } from '../support/polls/answers.ts'
import { answerNaming } from '../support/polls/ballots.ts'
import { play, textOf } from '../support/polls/play.ts'
import { choice, dots, live, scale } from '../support/polls/polls.ts'

const roles = [{ id: 'dev', label: 'Dev' }]
const STEPS = pollCommandTypes.filter(type => steps[type].takeBack)

function voting(def: OptionPoll = choice): Play {
  const room = play({ polls: [def], roles })
  room.press('poll:open', def.id)
  room.vote('ann', def.id, answerNaming(def, 'a'))
  room.vote('bob', def.id, answerNaming(def, 'b'))
  return room
}

/** What the room and the facilitator see of a poll, the revisions and what else could be undone left out. */
function seen(room: Play, id: string): unknown {
  const view = ({ rev: _, undo: __, ...rest }: ReturnType<Play['view']>) => rest
  return [view(room.view(id, 'screen')), view(room.view(id, 'facilitator')), view(room.view(id, 'record'))]
}

describe('undo', () => {
  it('[U1] undoes the last step of a poll, then the one before, whatever they were', () => {
    fc.assert(fc.property(fc.constantFrom(choice, live, scale), fc.array(fc.constantFrom(...STEPS), { maxLength: 12 }), (def, steps) => {
      const room = voting(def)
      const before = [seen(room, def.id)]
      for (const step of steps) {
        if (room.press(step, def.id).ok)
          before.push(seen(room, def.id))
      }
      for (let left = before.length - 1; left > 0; left--) {
        expect(room.undo(def.id)).toEqual({ ok: true })
        expect(seen(room, def.id)).toEqual(before[left - 1])
      }
      expect(textOf(fold(room.entries))).toBe(textOf(room.workshop))
    }), { numRuns: 300 })
  })

  it('[U1] undoes an opening by a slide', () => {
    const room = play({ polls: [choice], opening: 'auto' })
    room.show(choice.id)
    expect(room.view(choice.id, 'facilitator').undo).toMatchObject({ type: 'poll:open' })
    room.undo(choice.id)
    expect(room.round(choice.id).voting).toBe('idle')
  })

  it('[U1] is refused after another step, and without any step', () => {
    const room = voting()
    const { id } = room.poll(choice.id).steps[0]!
    room.press('poll:close', choice.id)
    expect(room.submit(FACILITATOR, { type: 'step:undo', id: 'undo-0001', poll: choice.id, step: id })).toMatchObject({ code: 'wrong_state', message: expect.stringContaining('since') })
    room.undo(choice.id)
    room.undo(choice.id)
    expect(room.undo(choice.id)).toMatchObject({ code: 'wrong_state', message: 'There is nothing to undo.' })
  })

  it('[U2] keeps ballots cast after the step', () => {
    const room = voting()
    room.press('poll:close', choice.id)
    room.press('poll:reset', choice.id)
    room.press('poll:open', choice.id)
    room.vote('cem', choice.id, picks('c'))
    room.vote('ann', choice.id, picks('c'))
    room.undo(choice.id)
    expect(room.round(choice.id)).toMatchObject({ voting: 'idle', tally: { voters: 2 } })
    room.undo(choice.id)
    expect(room.round(choice.id).voting).toBe('closed')
    expect(Object.fromEntries(room.round(choice.id).ballots)).toEqual({ ann: picks('c'), bob: picks('b'), cem: picks('c') })
  })

  it('[U3] of a further round restores the revealed one, and keeps its votes for the next round', () => {
    const room = voting()
    const first = room.round(choice.id).id
    room.press('poll:close', choice.id)
    room.press('poll:reveal', choice.id)
    room.press('poll:repeat', choice.id)
    const second = room.round(choice.id).id
    room.vote('ann', choice.id, picks('c'))
    room.undo(choice.id)
    expect(room.view(choice.id, 'screen')).toMatchObject({ round: first, no: 1, voting: 'closed', results: 'shown', voters: 2 })
    room.press('poll:repeat', choice.id)
    expect(room.view(choice.id, 'screen')).toMatchObject({ round: second, no: 2, voting: 'open', results: 'hidden', voters: 1 })
  })

  it('[U3] keeps the votes of several further rounds by their number', () => {
    const room = voting()
    room.press('poll:repeat', choice.id)
    room.vote('ann', choice.id, picks('b'))
    room.press('poll:repeat', choice.id)
    room.vote('ann', choice.id, picks('c'))
    room.undo(choice.id)
    room.undo(choice.id)
    for (const answer of [picks('b'), picks('c')]) {
      room.press('poll:repeat', choice.id)
      expect(Object.fromEntries(room.round(choice.id).ballots)).toEqual({ ann: answer })
    }
  })

  it('[B5] [U1] of an opening lasts until the facilitator opens the poll, whatever the slide\'s clicks', () => {
    const room = play({ polls: [choice], opening: 'auto' })
    room.show(choice.id)
    room.undo(choice.id)
    room.show(choice.id)
    expect(room.round(choice.id).voting).toBe('idle')
    room.press('poll:open', choice.id)
    expect(room.round(choice.id).voting).toBe('open')
  })

  it('[B6] is independent of a restore, which undoes a reset at any time', () => {
    const room = voting()
    room.press('poll:reset', choice.id)
    room.press('poll:open', choice.id)
    room.press('poll:restore', choice.id)
    room.vote('cem', choice.id, picks('c'))
    expect(room.undo(choice.id)).toMatchObject({ code: 'wrong_state' })
    expect(room.round(choice.id).tally.voters).toBe(3)
  })

  it('[O1] of an opening keeps the options if earlier rounds may come back', () => {
    const source: PollDef = { ...choice, max: 2 }
    const from: PollDef = { ...dots, id: 'final', options: [], from: { polls: [choice.id], take: 2 } }
    const room = play({ polls: [source, from] })
    room.press('poll:open', choice.id)
    room.vote('ann', choice.id, picks('a', 'b'))
    room.press('poll:reveal', choice.id)
    room.press('poll:open', 'final')
    room.press('poll:reset', 'final')
    room.vote('ann', choice.id, picks('a'))
    room.press('poll:open', 'final')
    room.undo('final')
    room.undo('final')
    room.press('poll:open', 'final')
    const { def } = room.view('final', 'facilitator')
    expect('options' in def && room.vote('bob', 'final', spends({ [def.options[0]!.id]: 1 }))).toEqual({ ok: true })
    expect(room.view('final', 'facilitator').result!.voters).toBe(1)
  })

  it('[O1] of an opening drops options that nobody voted on', () => {
    const from: PollDef = { ...dots, id: 'final', options: [], from: { polls: [choice.id], take: 1 } }
    const room = play({ polls: [choice, from] })
    room.press('poll:open', choice.id)
    room.vote('ann', choice.id, picks('a'))
    room.press('poll:reveal', choice.id)
    room.press('poll:open', 'final')
    room.undo('final')
    room.vote('ann', choice.id, picks('b'))
    room.press('poll:open', 'final')
    expect(room.view('final', 'screen').def).toMatchObject({ options: [{ label: 'Option B' }] })
    room.vote('bob', 'final', spends({ 'opening-b': 1 }))
    room.undo('final')
    expect(room.view('final', 'screen').def).toMatchObject({ options: [{ label: 'Option B' }] })
  })

  it('[U4] of the end reopens the rounds that it closed, and no others', () => {
    const room = play({ polls: [choice, scale], roles })
    room.press('poll:open', choice.id)
    room.press('poll:open', scale.id)
    room.press('poll:close', scale.id)
    room.end()
    expect(room.undo(choice.id)).toMatchObject({ ok: true })
    expect(room.round(choice.id).voting).toBe('idle')
    expect(room.undo(scale.id)).toMatchObject({ code: 'wrong_state', message: expect.stringContaining('ended') })
    room.undo(null)
    expect(room.workshop.ended).toBe(false)
    expect(room.round(scale.id).voting).toBe('closed')
    expect(room.undo(null)).toMatchObject({ code: 'wrong_state' })
    room.press('poll:open', choice.id)
    room.end()
    room.undo(null)
    expect(room.round(choice.id).voting).toBe('open')
  })

  it('[U4] leaves a round closed if its opening was undone after the end', () => {
    const room = voting()
    room.press('poll:close', choice.id)
    room.press('poll:open', choice.id)
    room.end()
    expect(room.view(choice.id, 'facilitator').undo).toMatchObject({ type: 'poll:open', refused: null })
    room.undo(choice.id)
    expect(room.view(choice.id, 'facilitator').undo).toMatchObject({ type: 'poll:close', refused: expect.stringContaining('ended') })
    room.undo(null)
    expect(room.round(choice.id).voting).toBe('closed')
  })

  it('[B7] [U1] restores the round that was reset before a further one', () => {
    const room = voting()
    room.press('poll:reset', choice.id)
    room.press('poll:open', choice.id)
    room.vote('cem', choice.id, picks('c'))
    room.press('poll:repeat', choice.id)
    for (let step = 0; step < 3; step++)
      room.undo(choice.id)
    expect([...room.round(choice.id).ballots.keys()]).toEqual(['ann', 'bob', 'cem'])
  })
})

describe('a round without votes', () => {
  function revealed(): Play {
    const room = voting(dots)
    room.press('poll:close', dots.id)
    room.press('poll:reveal', dots.id)
    room.press('poll:repeat', dots.id)
    return room
  }
  const counts = (result: { rows: Row[] } | undefined) => result?.rows.map(({ count }) => count)

  it('[V6] keeps the previous result on screens, on phones and in the record', () => {
    const room = revealed()
    expect(counts(room.view(dots.id, 'screen').earlier?.result)).toEqual([1, 1, 0])
    room.press('poll:close', dots.id)
    room.press('poll:reveal', dots.id)
    room.show(dots.id)
    expect(counts(room.view(dots.id, 'screen').earlier?.result)).toEqual([1, 1, 0])
    expect(counts(room.view(dots.id, 'facilitator').earlier?.result)).toEqual([1, 1, 0])
    expect(counts(room.attendee().poll?.result)).toEqual([1, 1, 0])
    expect(counts(room.view(dots.id, 'record').result)).toEqual([1, 1, 0])
  })

  it('[V6] replaces the previous result once it shows votes', () => {
    const room = revealed()
    room.vote('ann', dots.id, spends({ c: 1 }))
    expect(room.view(dots.id, 'screen').earlier).toMatchObject({ no: 1 })
    room.press('poll:reveal', dots.id)
    expect(room.view(dots.id, 'screen')).not.toHaveProperty('earlier')
    expect(counts(room.view(dots.id, 'screen').result)).toEqual([0, 0, 1])
  })

  it('[V6] keeps hidden results hidden', () => {
    const room = voting(dots)
    room.press('poll:reveal', dots.id)
    room.press('poll:hide', dots.id)
    room.press('poll:repeat', dots.id)
    expect(room.view(dots.id, 'screen')).not.toHaveProperty('earlier')
    expect(counts(room.view(dots.id, 'record').result)).toEqual([1, 1, 0])
  })

  it('[V2] [V6] reveals nothing that the room was not shown', () => {
    const room = voting(dots)
    room.press('poll:repeat', dots.id)
    room.press('poll:close', dots.id)
    room.press('poll:reveal', dots.id)
    expect(room.view(dots.id, 'screen')).not.toHaveProperty('earlier')
    expect(counts(room.view(dots.id, 'screen').result)).toEqual([0, 0, 0])
  })

  it('[O2] [V6] keeps the previous options available to other polls', () => {
    const from: PollDef = { ...dots, id: 'final', options: [], from: { polls: [choice.id], take: 1 } }
    const room = play({ polls: [choice, from] })
    room.press('poll:open', choice.id)
    room.vote('ann', choice.id, picks('a'))
    room.press('poll:reveal', choice.id)
    room.press('poll:repeat', choice.id)
    room.press('poll:reveal', choice.id)
    room.press('poll:open', 'final')
    expect(room.view('final', 'screen').def).toMatchObject({ options: [{ label: 'Option A' }] })
  })
})
