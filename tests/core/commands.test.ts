import type { Command } from '../../core/commands/commands.ts'
import type { Refusal, RefusalCode, Reply } from '../../core/protocol/refusal.ts'
import type { Play } from '../support/polls/play.ts'
import { describe, expect, it } from 'vitest'
import { begin, entryOf, fold, settle } from '../../core/fold.ts'
import { refusal } from '../../core/protocol/refusal.ts'
import { NewerRules, RULES } from '../../core/rules.ts'
import { FACILITATOR, isRepeat, SERVER } from '../../core/workshop.ts'
import { picks } from '../support/polls/answers.ts'
import { doneIn, play, textOf } from '../support/polls/play.ts'
import { workshopStart } from '../support/polls/polls.ts'

const ok: Reply = { ok: true }

/** A workshop with an open vote and one ballot in it. */
function voting(): Play {
  const room = play()
  room.press('poll:open', 'opening')
  room.vote('ann', 'opening', picks('a'))
  return room
}

describe('a refusal', () => {
  it.each<[code: RefusalCode, what: string, attempt: (room: Play) => Reply]>([
    ['not_found', 'a ballot for an unknown poll', room => room.submit('ann', { type: 'ballot:cast', id: 'ballot-01', poll: 'nowhere', round: 'nowhere#1', answer: picks('a') })],
    ['not_found', 'a facilitator\'s command for an unknown poll', room => room.press('poll:open', 'nowhere')],
    ['not_open', 'a ballot before voting opens', room => room.vote('ann', 'mood', picks('a'))],
    ['invalid_answer', 'a ballot that does not fit', room => room.vote('ann', 'opening', picks('z'))],
    ['stale_round', 'a ballot for another round', room => room.submit('ann', { type: 'ballot:cast', id: 'ballot-01', poll: 'opening', round: 'opening#0', answer: picks('a') })],
    ['wrong_state', 'opening an open poll', room => room.press('poll:open', 'opening')],
    ['wrong_state', 'closing a poll that is not open', room => room.press('poll:close', 'mood')],
    ['wrong_state', 'revealing a poll that was never open', room => room.press('poll:reveal', 'mood')],
    ['wrong_state', 'hiding hidden results', room => room.press('poll:hide', 'opening')],
    ['wrong_state', 'resetting a poll that was never open', room => room.press('poll:reset', 'mood')],
    ['wrong_state', 'restoring without a reset', room => room.press('poll:restore', 'opening')],
    ['wrong_state', 'a further round of a poll without votes', room => room.press('poll:repeat', 'mood')],
    ['wrong_state', 'reopening a workshop that has not ended', room => room.reopen()],
    ['wrong_state', 'a second start', room => room.submit(SERVER, workshopStart({ id: 'start-again' }))],
  ])('[C2] is %s for %s, and changes nothing', (code, _, attempt) => {
    const room = voting()
    const before = doneIn(room.workshop)
    const reply = attempt(room) as Refusal
    expect(reply.code).toBe(code)
    expect(refusal.safeParse(reply).success).toBe(true)
    expect(doneIn(room.workshop)).toBe(before)
  })

  it.each<[what: string, attempt: (room: Play) => Reply]>([
    ['opening', room => room.press('poll:open', 'mood')],
    ['a further round', room => room.press('poll:repeat', 'opening')],
    ['ending again', room => room.end()],
  ])('[B8] is wrong_state for %s after the end', (_, attempt) => {
    const room = voting()
    room.end()
    expect(attempt(room)).toMatchObject({ code: 'wrong_state' })
  })

  it('[C2] is wrong_state for revealing results that are shown', () => {
    const room = voting()
    expect(room.press('poll:reveal', 'opening')).toEqual(ok)
    expect(room.press('poll:reveal', 'opening')).toMatchObject({ code: 'wrong_state' })
  })
})

describe('a repeated command', () => {
  const ballot: Command = { type: 'ballot:cast', id: 'the-same-id', poll: 'opening', round: 'opening#1', answer: picks('b') }

  it('[C3] is answered ok and counts once, even when it is no longer allowed', () => {
    const room = voting()
    expect(room.submit('bob', ballot)).toEqual(ok)
    room.press('poll:close', 'opening')
    expect(room.submit('bob', ballot)).toEqual(ok)
    expect(room.round('opening').tally.voters).toBe(2)
  })

  it('[C3] is recognised per sender', () => {
    const room = voting()
    room.submit('bob', ballot)
    room.submit('cem', ballot)
    expect(room.round('opening').tally.voters).toBe(3)
  })

  it('[C5] does not count once a newer one has replaced it', () => {
    const room = voting()
    room.submit('bob', { ...ballot, id: 'ballot-newer', answer: picks('a'), instead: ['ballot-held-up', 'ballot-lost'] })
    expect(room.submit('bob', { ...ballot, id: 'ballot-held-up' })).toEqual(ok)
    expect(room.round('opening').ballots.get('bob')).toEqual(picks('a'))
    expect(isRepeat(fold(room.entries), 'bob', 'ballot-lost')).toBe(true)
    expect(isRepeat(room.workshop, 'cem', 'ballot-held-up')).toBe(false)
  })

  it('[C3] [C5] is recognised however often the ones that it replaces are named again', () => {
    const room = voting()
    room.submit('bob', { ...ballot, id: 'ballot-first' })
    const instead = Array.from({ length: 8 }, (_, index) => `ballot-lost-${index}`).flatMap(id => [id, id])
    for (let no = 0; no < 40; no++)
      room.submit('bob', { ...ballot, id: `ballot-${no}`, answer: picks('a'), instead })
    expect(isRepeat(room.workshop, 'bob', 'ballot-first')).toBe(true)
  })

  it('[C3] is refused again if it was refused, even when it is allowed now', () => {
    const room = play()
    const refusal = room.submit('bob', ballot)
    expect(refusal).toMatchObject({ code: 'not_open' })
    room.press('poll:open', 'opening')
    expect(room.submit('bob', ballot)).toEqual(refusal)
    expect(room.round('opening').tally.voters).toBe(0)
    // Known by its sender, too.
    expect(room.submit('cem', ballot)).toEqual(ok)
    expect(settle(fold(room.entries), entryOf(0, 'bob', ballot)).reply).toEqual(refusal)
  })

  it('[C3] is refused as before among the last 64 refused ones of its sender', () => {
    const room = play()
    for (let no = 0; no < 65; no++)
      room.submit('bob', { ...ballot, id: `ballot-${no}` })
    room.press('poll:open', 'opening')
    expect(room.submit('bob', { ...ballot, id: 'ballot-64' })).toMatchObject({ code: 'not_open' })
    expect(room.submit('bob', { ...ballot, id: 'ballot-1' })).toMatchObject({ code: 'not_open' })
    expect(room.submit('bob', { ...ballot, id: 'ballot-0' })).toEqual(ok)
  })

  it('[C3] changes nothing if it fails with an error of ours, which is given back with its entry', () => {
    const room = voting()
    const [poll] = room.workshop.polls.values()
    Object.defineProperty(poll, 'def', { get: () => JSON.parse('A bug') as never })
    expect(settle(room.workshop, entryOf(0, 'bob', ballot))).toMatchObject({ reply: { code: 'internal' }, fault: { name: 'SyntaxError' } })
  })

  it('[C3] is recognised among at least the last 64 commands of its sender, across restarts, but not for ever', () => {
    const room = voting()
    for (let no = 1; no <= 200; no++) {
      room.submit('bob', { ...ballot, id: `ballot-${no}` })
      room.submit('cem', { ...ballot, id: `ballot-of-another-${no}` })
      const last = Array.from({ length: Math.min(64, no) }, (_, back) => `ballot-${no - back}`)
      expect(last.filter(id => !isRepeat(room.workshop, 'bob', id))).toEqual([])
    }
    const restarted = fold(room.entries)
    expect(isRepeat(restarted, 'bob', 'ballot-137')).toBe(true)
    expect(isRepeat(restarted, 'bob', 'ballot-1')).toBe(false)
    expect(isRepeat(restarted, 'bob', 'ballot-of-another-200')).toBe(false)
  })
})

it('[F3] an entry of newer rules is not folded, and changes nothing', () => {
  const room = voting()
  const before = textOf(room.workshop)
  const entry = { ...entryOf(0, 'bob', { type: 'role:say', id: 'command-newer', role: null }), rules: RULES + 1 }
  expect(() => settle(room.workshop, entry)).toThrow(NewerRules)
  expect(textOf(room.workshop)).toBe(before)
  expect(() => begin({ at: 0, by: SERVER, rules: RULES + 1, command: workshopStart() })).toThrow(`rules ${RULES + 1}, this one knows ${RULES}). Update this one.`)
})

describe('a log', () => {
  const start = { at: 5, by: SERVER, command: workshopStart() }

  it('[F2] begins with workshop:start', () => {
    expect(begin(start)).toMatchObject({ id: 'test-room', title: 'Test room', startedAt: 5, opening: 'auto', ended: false, rev: 1 })
    expect(() => fold([])).toThrow('The log is empty')
    expect(() => fold([{ at: 0, by: FACILITATOR, command: { type: 'workshop:end', id: 'the-end-1' } }])).toThrow('The log begins with workshop:end')
  })

  it('[F2] has no further workshop:start', () => {
    expect(() => fold([start, start])).toThrow('in the middle of the log')
  })

  it('[F1] folds to the state of the room that wrote it', () => {
    const room = voting()
    room.press('poll:reveal', 'opening')
    room.show('cicd/practices', 7)
    expect(doneIn(fold(room.entries))).toBe(doneIn(room.workshop))
  })
})
