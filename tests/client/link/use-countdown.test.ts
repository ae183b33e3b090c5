import type { Moment } from '../../../client/link/use-countdown.ts'
import { describe, expect, it } from 'vitest'
import { announcement, besideDigits, digits, phaseOf, timeWords } from '../../../client/link/use-countdown.ts'

function at(left: number, of = 90, closes = false): Moment {
  return { left, of, closes }
}

describe('a countdown is read out', () => {
  it.each<[what: string, before: Moment | null, now: Moment | null, words: string | null]>([
    ['when it starts, with its length', null, at(90), '1 minute 30 seconds to vote.'],
    ['when it starts, with what happens at the end', null, at(60, 60, true), '1 minute to vote, then voting closes.'],
    ['to whoever joins later', null, at(42), '42 seconds left.'],
    ['at a minute', at(61), at(60), '1 minute left.'],
    ['at 30 seconds', at(31), at(30), '30 seconds left.'],
    ['at 10 seconds', at(11), at(10), '10 seconds left.'],
    ['when a page that slept wakes up', at(75), at(22), '22 seconds left.'],
    ['when it gets longer', at(20), at(50, 120), 'More time: 50 seconds left.'],
    ['when another one starts after it', at(0), at(60, 60), '1 minute to vote.'],
    ['at its end', at(1), at(0), 'Time is up.'],
    ['to whoever joins after its end', null, at(0), 'Time is up.'],
    ['when the server closes voting before the page has counted to 0', at(1), null, 'Time is up.'],
    ['not between these moments', at(45), at(44), null],
    ['not again at 0', at(0), at(0), null],
    ['not when it goes after its end', at(0), null, null],
    ['not without one', null, null, null],
  ])('%s', (_, before, now, words) => {
    expect(announcement(before, now, false)).toBe(words)
  })

  it('when it is stopped, but not when voting is closed, which is said already', () => {
    expect(announcement(at(45), null, true)).toBe('The countdown was stopped.')
    expect(announcement(at(45), null, false)).toBeNull()
  })
})

describe('the words of a countdown', () => {
  it('are minutes and seconds', () => {
    expect([3600, 600, 90, 60, 9, 0].map(digits)).toEqual(['60:00', '10:00', '1:30', '1:00', '0:09', '0:00'])
    expect([121, 120, 61, 1, 0].map(timeWords)).toEqual(['2 minutes 1 second', '2 minutes', '1 minute 1 second', '1 second', '0 seconds'])
  })

  it('say what comes', () => {
    expect([at(11), at(11, 90, true), at(0, 90, true)].map(besideDigits)).toEqual(['left to vote', 'then voting closes', 'Time is up'])
  })

  it('stand out from the tenth second on', () => {
    expect([at(11), at(10), at(1), at(0)].map(phaseOf)).toEqual(['running', 'last', 'last', 'over'])
  })
})
