import type { Delivery } from '../../../client/link/outbox.ts'
import type { Standing } from '../../../client/phone/status.ts'
import type { ChoicePoll } from '../../../core/kinds/choice.ts'
import type { DotsPoll } from '../../../core/kinds/dots.ts'
import type { AttendeePoll, AttendeeView } from '../../../core/protocol/down.ts'
import { describe, expect, it } from 'vitest'
import { stageOf, topicParts } from '../../../client/form/stage.ts'
import { goodbyeOf } from '../../../client/phone/goodbye.ts'
import { bannerOf, spokenOf, statusOf } from '../../../client/phone/status.ts'
import { picks, spends } from '../../support/polls/answers.ts'

const options = ['a', 'b', 'c'].map(id => ({ id, label: id }))
const choice: ChoicePoll = { id: 'p', kind: 'choice', title: 'T', live: false, max: 1, options }
const dots: DotsPoll = { id: 'p', kind: 'dots', title: 'T', live: false, dots: 3, perOption: 2, options }
const result: AttendeePoll['result'] = { kind: 'choice', voters: 24, rows: [] }

function viewOf(poll: Partial<AttendeePoll> = {}, ended = false): AttendeeView {
  return { rev: 1, workshop: { id: 'w', title: 'W', ended, roles: [], reactions: [] }, poll: { def: choice, round: 'p#1', no: 1, voting: 'open', results: 'hidden', ...poll } }
}

function standing(changes: Partial<Standing> = {}): Standing {
  const view = changes.view ?? viewOf()
  return { view, stage: stageOf(view), answer: null, delivery: null, offline: false, hint: '', ...changes }
}

const sending = { state: 'sending' } as const
const counted = { state: 'counted' } as const
const refused: Extract<Delivery, { state: 'refused' }> = { state: 'refused', code: 'invalid_answer', message: 'Because.', answer: picks('a') }
const tooLate: Delivery = { ...refused, code: 'not_open', message: 'Voting is closed.' }

describe('stageOf', () => {
  it('waits without a poll, and before anything is known', () => {
    expect(stageOf(null)).toBe('waiting')
    expect(stageOf({ ...viewOf(), poll: null })).toBe('waiting')
  })

  it('puts the vote first while the round is open, results or not', () => {
    expect(stageOf(viewOf({ results: 'shown', result }))).toBe('open')
  })

  it('follows the round, then the workshop', () => {
    expect(stageOf(viewOf({ voting: 'idle' }))).toBe('idle')
    expect(stageOf(viewOf({ voting: 'closed' }))).toBe('closed')
    expect(stageOf(viewOf({ voting: 'closed', results: 'shown', result }))).toBe('result')
    expect(stageOf(viewOf({}, true))).toBe('ended')
  })

  it('asks for a seat first if one is needed', () => {
    const view = viewOf()
    view.workshop = { ...view.workshop, seats: true, roles: [{ id: 'dev', label: 'Dev' }] }
    expect([stageOf(view), stageOf(view, undefined, true), stageOf(view, 'dev', true)]).toEqual(['seat', 'role', 'open'])
    expect(stageOf({ ...view, workshop: { ...view.workshop, ended: true } })).toBe('ended')
  })
})

describe('topicParts', () => {
  it('splits a topic into number and name', () => {
    expect(topicParts('01 CI/CD')).toEqual({ number: '01', name: 'CI/CD' })
    expect(topicParts('Warm-up')).toEqual({ number: '', name: 'Warm-up' })
    expect(topicParts(undefined)).toEqual({ number: '', name: '' })
  })
})

describe('statusOf', () => {
  it('says "Counted" only when the server did', () => {
    expect(statusOf(standing()).stamp).toBe('')
    expect(statusOf(standing({ answer: picks('a'), delivery: sending })).stamp).toBe('Sending…')
    expect(statusOf(standing({ answer: picks('a'), delivery: sending, offline: true })).stamp).toBe('Kept')
    expect(statusOf(standing({ answer: picks('a'), delivery: counted })).stamp).toBe('Counted')
  })

  it('says why a tap did not count', () => {
    expect(statusOf(standing({ delivery: refused }))).toMatchObject({ more: 'Because.', stamp: 'Not counted' })
  })

  it('shows a hint about the last tap instead', () => {
    expect(statusOf(standing({ answer: picks('a'), delivery: counted, hint: 'Take one back first.' }))).toMatchObject({ more: 'Take one back first.', stamp: 'Counted' })
  })

  it('keeps the counted answer after a later tap came too late', () => {
    const view = viewOf({ voting: 'closed' })
    expect(statusOf(standing({ view, answer: picks('a'), delivery: tooLate }))).toMatchObject({ more: 'Your last tap came too late.', stamp: 'Counted' })
    expect(statusOf(standing({ view, delivery: tooLate })).stamp).toBe('Not counted')
    expect(statusOf(standing({ view })).stamp).toBe('')
  })

  const places: [string, AttendeeView, string][] = [
    ['idle', viewOf({ voting: 'idle' }), 'Voting opens soon'],
    ['closed', viewOf({ voting: 'closed' }), 'Voting is closed'],
    ['result', viewOf({ voting: 'closed', results: 'shown', result }), 'The result is in'],
  ]

  it.each(places)('shows the state of the last tap on pages without a vote: %s', (_, view, lead) => {
    expect(statusOf(standing({ view, delivery: tooLate }))).toMatchObject({ lead, more: 'Your last tap came too late.', stamp: 'Not counted' })
    expect(statusOf(standing({ view, answer: picks('a'), delivery: tooLate }))).toMatchObject({ more: 'Your last tap came too late.', stamp: 'Counted' })
    expect(statusOf(standing({ view, delivery: refused })).more).toBe('Your last tap did not count. Because.')
    expect(statusOf(standing({ view, delivery: sending, offline: true }))).toMatchObject({ lead, stamp: 'Kept' })
    expect(statusOf(standing({ view, delivery: sending })).stamp).toBe('Sending…')
  })

  it('asks for another tap if voting reopened after one that came too late', () => {
    expect(statusOf(standing({ delivery: tooLate }))).toMatchObject({ lead: 'That tap did not count', more: 'Voting is open again. Tap again.' })
  })

  it('says that the server can\'t accept it yet', () => {
    expect(statusOf(standing({ answer: picks('a'), delivery: { state: 'sending', stuck: true } }))).toMatchObject({ more: 'The server cannot take it yet. Trying again.', stamp: 'Sending…' })
  })

  it('draws the dots that are left', () => {
    expect(statusOf(standing({ view: viewOf({ def: dots }), answer: spends({ a: 2 }), delivery: counted })).dots).toEqual([true, false, false])
  })

  it('counts the voters of a result', () => {
    expect(statusOf(standing({ view: viewOf({ voting: 'closed', results: 'shown', result }) })).more).toBe('24 people voted.')
  })
})

describe('bannerOf', () => {
  it('shows the state of the last tap if there is no bar', () => {
    const seats = viewOf()
    seats.workshop.seats = true
    for (const view of [seats, viewOf({}, true)])
      expect(bannerOf(standing({ view, delivery: refused }), 'The facilitator released your seat.')).toBe('The facilitator released your seat. Your last tap did not count. Because.')
    expect(bannerOf(standing({ delivery: refused }), null)).toBe('')
  })
})

describe('goodbyeOf', () => {
  it('asks to keep the page open while a tap waits, and doesn\'t claim that an uncounted vote counted', () => {
    expect(goodbyeOf(sending)).toBe('Your last tap is on its way. Keep this page open.')
    expect(goodbyeOf(tooLate)).toBe('You can close this page.')
    expect(goodbyeOf(counted)).toBe('Your votes are in. You can close this page.')
  })
})

describe('spokenOf', () => {
  it('reads out the bar and the banners as sentences', () => {
    expect(spokenOf(standing({ answer: picks('a'), delivery: counted }), '')).toBe('Counted. You can still change it.')
    expect(spokenOf(standing({ offline: true }), 'This vote was restarted.')).toBe('Connection lost, trying again. Your taps are kept. This vote was restarted. Tap one.')
  })

  it('reads out the progress and then a hint, without the stamp of an older tap', () => {
    expect(spokenOf(standing({ answer: picks('a'), delivery: counted, hint: 'Take one back first.' }), '')).toBe('You can still change it. Take one back first.')
  })
})
