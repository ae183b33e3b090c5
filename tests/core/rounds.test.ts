import type { Play } from '../support/polls/play.ts'
import { describe, expect, it } from 'vitest'
import { picks, spends } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { fieldOf } from '../support/polls/results.ts'

const POLL = 'cicd/bottlenecks'

/** Two attendees have voted in an open round. */
function voting(): Play {
  const room = play()
  room.press('poll:open', POLL)
  room.vote('ann', POLL, spends({ a: 2 }))
  room.vote('bob', POLL, spends({ b: 1, c: 1 }))
  return room
}

const dotsOf = (room: Play) => fieldOf(room.view(POLL, 'facilitator').result!, 'count')

describe('a ballot', () => {
  it('[B1] is replaced by a later one of the same attendee', () => {
    const room = voting()
    room.vote('ann', POLL, spends({ c: 2 }))
    expect(room.round(POLL).ballots.get('ann')).toEqual(spends({ c: 2 }))
    expect(room.round(POLL).tally.voters).toBe(2)
    expect(dotsOf(room)).toEqual({ a: 0, b: 1, c: 3 })
  })

  it('[A5] is withdrawn by an empty answer, after which its sender is not counted as a voter', () => {
    const room = voting()
    room.vote('ann', POLL, spends({}))
    expect(room.round(POLL).ballots.has('ann')).toBe(false)
    expect(room.round(POLL).tally.voters).toBe(1)
    expect(dotsOf(room)).toEqual({ a: 0, b: 1, c: 1 })
  })

  it('[B2] is refused while the round is idle or closed', () => {
    const room = play()
    expect(room.vote('ann', POLL, spends({ a: 1 }))).toMatchObject({ code: 'not_open', message: expect.stringContaining('not opened yet') })
    room.press('poll:open', POLL)
    room.press('poll:close', POLL)
    expect(room.vote('ann', POLL, spends({ a: 1 }))).toMatchObject({ code: 'not_open', message: expect.stringContaining('closed') })
  })

  it('[B2] is stale after a reset and after a further round', () => {
    for (const type of ['poll:reset', 'poll:repeat'] as const) {
      const room = voting()
      const { id: round } = room.round(POLL)
      room.press(type, POLL)
      room.press('poll:open', POLL)
      expect(room.submit('cem', { type: 'ballot:cast', id: 'late-ballot', poll: POLL, round, answer: spends({ a: 1 }) })).toMatchObject({ code: 'stale_round' })
    }
  })
})

describe('opening and closing', () => {
  it('[B4] opens an idle round, closes it, and opens it again with its ballots', () => {
    const room = voting()
    expect(room.round(POLL).voting).toBe('open')
    room.press('poll:close', POLL)
    expect(room.round(POLL).voting).toBe('closed')
    room.press('poll:open', POLL)
    expect(room.round(POLL)).toMatchObject({ voting: 'open', results: 'hidden', tally: { voters: 2 } })
  })

  it('shows the results of a live poll from the start, of other polls after the reveal', () => {
    const room = play()
    room.press('poll:open', 'mood')
    room.press('poll:open', 'opening')
    expect(room.round('mood')).toMatchObject({ results: 'shown', revealed: true })
    expect(room.round('opening')).toMatchObject({ results: 'hidden', revealed: false })
    room.press('poll:reveal', 'opening')
    expect(room.round('opening')).toMatchObject({ results: 'shown', revealed: true })
    room.press('poll:hide', 'opening')
    expect(room.round('opening')).toMatchObject({ results: 'hidden', revealed: true })
  })

  it('[B5] opens an idle round when its slide is shown, with opening: auto', () => {
    const room = play({ opening: 'auto' })
    room.show(POLL)
    expect(room.round(POLL).voting).toBe('open')
    expect(room.round('opening').voting).toBe('idle')
  })

  it('[B5] leaves a closed round closed', () => {
    const room = play({ opening: 'auto' })
    room.show(POLL)
    room.press('poll:close', POLL)
    room.show(null)
    room.show(POLL)
    expect(room.round(POLL).voting).toBe('closed')
  })

  it('[B5] opens nothing with opening: manual', () => {
    const room = play({ opening: 'manual' })
    room.show(POLL)
    expect(room.workshop.slide).toMatchObject({ no: 2, poll: POLL })
    expect(room.round(POLL).voting).toBe('idle')
  })
})

describe('reset and restore', () => {
  it('[B6] starts the round anew, empty and idle, under the same number', () => {
    const room = voting()
    const { id } = room.round(POLL)
    room.press('poll:reveal', POLL)
    room.press('poll:reset', POLL)
    expect(room.round(POLL)).toMatchObject({ no: 1, voting: 'idle', results: 'hidden', revealed: false, tally: { voters: 0 } })
    expect(room.round(POLL).id).not.toBe(id)
    expect(room.poll(POLL).rounds).toHaveLength(1)
  })

  it('[B6] restores the ballots, and newer ones of the same attendees take precedence', () => {
    const room = voting()
    const { id } = room.round(POLL)
    room.press('poll:reset', POLL)
    room.press('poll:open', POLL)
    room.vote('ann', POLL, spends({ c: 1 }))
    room.vote('cem', POLL, spends({ a: 1 }))
    room.press('poll:restore', POLL)
    expect(room.round(POLL)).toMatchObject({ id, voting: 'open', tally: { voters: 3 } })
    expect(Object.fromEntries(room.round(POLL).ballots)).toEqual({ ann: spends({ c: 1 }), bob: spends({ b: 1, c: 1 }), cem: spends({ a: 1 }) })
    expect(dotsOf(room)).toEqual({ a: 1, b: 1, c: 2 })
    expect(room.press('poll:restore', POLL)).toMatchObject({ code: 'wrong_state' })
  })

  it('[B6] keeps the round that was set aside when an empty round is reset', () => {
    const room = voting()
    room.press('poll:reset', POLL)
    room.press('poll:open', POLL)
    room.press('poll:reset', POLL)
    room.press('poll:restore', POLL)
    expect(room.round(POLL).tally.voters).toBe(2)
  })

  it('[B6] hides the results, because they include votes that were never revealed', () => {
    const room = voting()
    room.press('poll:reset', POLL)
    room.press('poll:open', POLL)
    room.press('poll:reveal', POLL)
    room.press('poll:restore', POLL)
    expect(room.round(POLL)).toMatchObject({ results: 'hidden', revealed: false })
  })

  it('[B6] undoes the last reset only', () => {
    const room = voting()
    room.press('poll:reset', POLL)
    room.press('poll:open', POLL)
    room.vote('cem', POLL, spends({ a: 1 }))
    room.press('poll:reset', POLL)
    room.press('poll:restore', POLL)
    expect([...room.round(POLL).ballots.keys()]).toEqual(['cem'])
  })
})

describe('a further round', () => {
  it('[B7] closes the round, keeps it and opens the next one', () => {
    const room = voting()
    room.press('poll:repeat', POLL)
    const [first, second] = room.poll(POLL).rounds
    expect(first).toMatchObject({ no: 1, voting: 'closed', tally: { voters: 2 } })
    expect(second).toMatchObject({ no: 2, voting: 'open', tally: { voters: 0 } })
    room.vote('ann', POLL, spends({ b: 1 }))
    expect(first!.ballots.get('ann')).toEqual(spends({ a: 2 }))
  })

  it('[B7] makes a reset of the previous round final', () => {
    const room = voting()
    room.press('poll:reset', POLL)
    room.press('poll:open', POLL)
    room.vote('ann', POLL, spends({ b: 1 }))
    room.press('poll:repeat', POLL)
    expect(room.press('poll:restore', POLL)).toMatchObject({ code: 'wrong_state' })
  })

  it('[B7] shows results at once if the poll is live', () => {
    const room = play()
    room.press('poll:open', 'mood')
    room.vote('ann', 'mood', picks('a'))
    room.press('poll:repeat', 'mood')
    expect(room.round('mood')).toMatchObject({ no: 2, results: 'shown' })
  })
})

describe('the end', () => {
  it('[B8] closes every open round, and leaves the others as they are', () => {
    const room = voting()
    room.press('poll:open', 'opening')
    room.end()
    expect(room.workshop.ended).toBe(true)
    expect([room.round(POLL).voting, room.round('opening').voting, room.round('mood').voting]).toEqual(['closed', 'closed', 'idle'])
  })

  it('[B8] prevents opening, by a slide or a restore, until the workshop is reopened', () => {
    const room = voting()
    room.define({ opening: 'auto' })
    room.press('poll:reset', POLL)
    room.end()
    room.show('mood')
    room.press('poll:restore', POLL)
    expect([room.round('mood').voting, room.round(POLL).voting]).toEqual(['idle', 'closed'])
    room.reopen()
    expect(room.workshop.ended).toBe(false)
    expect(room.round(POLL).voting).toBe('closed')
    room.show('mood')
    expect(room.round('mood').voting).toBe('open')
  })
})
