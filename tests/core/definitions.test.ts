import type { Play } from '../support/polls/play.ts'
import { describe, expect, it } from 'vitest'
import { picks, spends } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { choice, dots, polls } from '../support/polls/polls.ts'
import { fieldOf } from '../support/polls/results.ts'

const others = polls.filter(({ id }) => id !== dots.id)

/** Two attendees have voted in an open round. */
function voted(): Play {
  const room = play()
  room.press('poll:open', dots.id)
  room.vote('ann', dots.id, spends({ a: 2 }))
  room.vote('bob', dots.id, spends({ b: 1, c: 1 }))
  return room
}

describe('new definitions', () => {
  it('[D4] leave a workshop\'s own title as it is', () => {
    const room = voted()
    room.facilitate({ type: 'workshop:rename', title: 'Platform team, winter' })
    room.define({ title: 'The content\'s title', polls: [dots, ...others] })
    expect(room.workshop.title).toBe('Platform team, winter')
  })

  it('[D1] move no vote when options are reordered, reworded or added', () => {
    const room = voted()
    const { id } = room.round(dots.id)
    const options = [{ id: 'new', label: 'New' }, ...dots.options.toReversed().map(option => ({ ...option, label: `${option.label}, reworded` }))]
    room.define({ title: 'Renamed', polls: [{ ...dots, options }, ...others] })
    expect(room.workshop.title).toBe('Renamed')
    expect([...room.workshop.polls.keys()][0]).toBe(dots.id)
    expect(room.round(dots.id)).toMatchObject({ id, voting: 'open', tally: { voters: 2 } })
    expect(Object.fromEntries(room.round(dots.id).ballots)).toEqual({ ann: spends({ a: 2 }), bob: spends({ b: 1, c: 1 }) })
    expect(room.vote('cem', dots.id, spends({ new: 1 }))).toEqual({ ok: true })
    expect(fieldOf(room.view(dots.id, 'facilitator').result!, 'count')).toEqual({ new: 1, c: 1, b: 1, a: 2 })
  })

  it('[D1] restart a poll whose kind changed, without late ballots', () => {
    const room = voted()
    const { id: round } = room.round(dots.id)
    room.define({ polls: [{ ...choice, id: dots.id }, ...others] })
    room.press('poll:open', dots.id)
    expect(room.round(dots.id)).toMatchObject({ no: 1, tally: { voters: 0 } })
    expect(room.submit('cem', { type: 'ballot:cast', id: 'late-ballot', poll: dots.id, round, answer: picks('a') })).toMatchObject({ code: 'stale_round' })
  })

  it('[D1] restore the votes when the kind of a poll comes back', () => {
    const room = voted()
    room.define({ polls: [{ ...choice, id: dots.id }, ...others] })
    room.define({ polls: [dots, ...others] })
    expect(Object.fromEntries(room.round(dots.id).ballots)).toEqual({ ann: spends({ a: 2 }), bob: spends({ b: 1, c: 1 }) })
    room.define({ polls: [{ ...choice, id: dots.id }, ...others] })
    room.end()
    room.define({ polls: [dots, ...others] })
    expect(room.round(dots.id).voting).toBe('closed')
  })

  it('[D2] restore the votes of an option that comes back', () => {
    const room = voted()
    const gone = [{ ...dots, options: dots.options.filter(({ id }) => id !== 'a') }, ...others]
    room.define({ polls: gone })
    expect(room.round(dots.id).tally.voters).toBe(1)
    room.vote('cem', dots.id, spends({ c: 1 }))
    room.define({ polls: [dots, ...others] })
    expect(Object.fromEntries(room.round(dots.id).ballots)).toEqual({ ann: spends({ a: 2 }), bob: spends({ b: 1, c: 1 }), cem: spends({ c: 1 }) })
  })

  it('[D2] [B6] restore an option\'s votes from before an undone reset', () => {
    const room = play()
    room.press('poll:open', dots.id)
    room.vote('bob', dots.id, spends({ b: 1 }))
    room.press('poll:reset', dots.id)
    room.press('poll:open', dots.id)
    room.vote('ann', dots.id, spends({ a: 2 }))
    room.define({ polls: [{ ...dots, options: dots.options.filter(({ id }) => id !== 'a') }, ...others] })
    room.press('poll:restore', dots.id)
    room.define({ polls: [dots, ...others] })
    expect(Object.fromEntries(room.round(dots.id).ballots)).toEqual({ ann: spends({ a: 2 }), bob: spends({ b: 1 }) })
  })

  it('[B6] [D2] restore no older vote of somebody whose newer one is for a removed option', () => {
    const room = voted()
    room.press('poll:reset', dots.id)
    room.press('poll:open', dots.id)
    room.vote('bob', dots.id, spends({ a: 2 }))
    const gone = { ...dots, options: dots.options.filter(({ id }) => id !== 'a') }
    room.define({ polls: [gone, ...others] })
    room.press('poll:restore', dots.id)
    expect(Object.fromEntries(room.round(dots.id).ballots)).toEqual({})
    room.define({ polls: [{ ...gone, title: 'Reworded' }, ...others] })
    expect(Object.fromEntries(room.round(dots.id).ballots)).toEqual({})
    room.define({ polls: [dots, ...others] })
    expect(Object.fromEntries(room.round(dots.id).ballots)).toEqual({ ann: spends({ a: 2 }), bob: spends({ a: 2 }) })
  })

  it('[D2] remove answers to removed options, in every round', () => {
    const room = voted()
    room.press('poll:repeat', dots.id)
    room.vote('ann', dots.id, spends({ a: 1, c: 1 }))
    room.press('poll:reset', dots.id)
    room.define({ polls: [{ ...dots, options: dots.options.filter(({ id }) => id !== 'a') }, ...others] })
    room.press('poll:restore', dots.id)
    const [first, second] = room.poll(dots.id).rounds
    expect(Object.fromEntries(first!.ballots)).toEqual({ bob: spends({ b: 1, c: 1 }) })
    expect(first!.tally.voters).toBe(1)
    expect(Object.fromEntries(second!.ballots)).toEqual({ ann: spends({ c: 1 }) })
    expect(second!.tally).toHaveProperty('options', new Map([['b', { voters: 0, byNumber: [0, 0, 0] }], ['c', { voters: 1, byNumber: [0, 1, 0] }]]))
  })

  it('[D2] no longer count a ballot that they don\'t allow', () => {
    const room = voted()
    room.define({ polls: [{ ...dots, perOption: 1 }, ...others] })
    expect([...room.round(dots.id).ballots.keys()]).toEqual(['bob'])
  })

  it('[D3] keep a removed poll if somebody voted in it, or in a round that was reset', () => {
    const room = voted()
    room.define({ polls: others })
    expect(room.round(dots.id).tally.voters).toBe(2)
    room.press('poll:reset', dots.id)
    room.define({ polls: others })
    room.press('poll:restore', dots.id)
    expect(room.round(dots.id).tally.voters).toBe(2)
  })

  it('[D3] drop a removed poll without votes', () => {
    const room = play()
    room.define({ polls: others })
    expect(room.workshop.polls.has(dots.id)).toBe(false)
  })

  it.each([['with votes', voted], ['without', play]])('[D3] [V1] take a removed poll off the phones, %s', (_, start) => {
    const room = start()
    room.show(dots.id)
    room.define({ polls: others })
    expect(room.workshop.slide).toMatchObject({ no: 2, poll: null })
  })

  it('[D1] change how polls open', () => {
    const room = play({ opening: 'manual' })
    room.define({ opening: 'auto' })
    room.show(choice.id)
    expect(room.round(choice.id).voting).toBe('open')
  })
})
