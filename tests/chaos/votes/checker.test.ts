import type { Answer, Opening, Sending } from './checker.ts'
import { describe, expect, it } from 'vitest'
import { picks, spends } from '../../support/polls/answers.ts'
import { countOf, difference, judge, nameOf } from './checker.ts'

const always: ReadonlyMap<string, readonly Opening[]> = new Map([['r', [{ askedToOpen: 0, opened: 1, askedToClose: Infinity, closed: Infinity }]]])

/** Sent one after the other by one attendee, each ended before the next: `[id, answer, answered]`. */
function story(...sent: [id: string, answer: Answer, answered: Sending['answered'], round?: string][]): Sending[] {
  return sent.map(([id, answer, answered, round = 'r'], index) => ({ id, attendee: 'ann', poll: 'p', round, answer, answered, sentAt: 10 * index + 10, endedAt: 10 * index + 15 }))
}

function outcome(sendings: Sending[], openings = always) {
  const { candidates, wrong } = judge(sendings, openings)
  return { may: [...candidates.get('ann')!].map(nameOf).sort(), wrong }
}

describe('the checker', () => {
  it('counts an acknowledged ballot once, an unanswered one at most once, a refused one never', () => {
    expect(outcome(story(['1', picks('a'), 'accepted']))).toEqual({ may: ['a'], wrong: [] })
    expect(outcome(story(['1', picks('a'), 'never']))).toEqual({ may: ['a', 'no ballot'], wrong: [] })
    expect(outcome(story(['1', picks('a'), 'unjudged']))).toEqual({ may: ['no ballot'], wrong: [] })
    expect(outcome(story(['1', picks('a'), 'refused']), new Map())).toEqual({ may: ['no ballot'], wrong: [] })
  })

  it('counts the last accepted ballot, unless an empty one withdrew it', () => {
    expect(outcome(story(['1', picks('a'), 'accepted'], ['2', picks('b'), 'accepted'])).may).toEqual(['b'])
    expect(outcome(story(['1', picks('a'), 'accepted'], ['2', picks(), 'accepted'])).may).toEqual(['no ballot'])
    expect(outcome(story(['1', picks('a'), 'accepted'], ['2', spends({ x: 2 }), 'never'], ['3', spends({}), 'never'])).may).toEqual(['a', 'no ballot', 'x:2'])
  })

  it('doesn\'t count the resend of an old ballot that was acknowledged before a newer one', () => {
    expect(outcome(story(['1', picks('a'), 'accepted'], ['2', picks('b'), 'accepted'], ['1', picks('a'), 'accepted'])).may).toEqual(['b'])
    expect(outcome(story(['1', picks('a'), 'accepted'], ['2', picks('b'), 'accepted'], ['1', picks('a'), 'never'])).may).toEqual(['b'])
  })

  it('leaves open when a ballot was accepted that was unanswered at first', () => {
    expect(outcome(story(['1', picks('a'), 'never'], ['2', picks('b'), 'accepted'], ['1', picks('a'), 'accepted'])).may).toEqual(['a', 'b'])
    expect(outcome(story(['1', picks('a'), 'never'], ['2', picks('b'), 'never'], ['2', picks('b'), 'accepted'])).may).toEqual(['b'])
  })

  it('concludes from a refusal that the ballot was not accepted before', () => {
    const closed = new Map([['r', [{ askedToOpen: 0, opened: 1, askedToClose: 16, closed: 17 }]]])
    expect(outcome(story(['1', picks('a'), 'never'], ['1', picks('a'), 'refused']), closed)).toEqual({ may: ['no ballot'], wrong: [] })
  })

  it('finds wrong replies', () => {
    const closed = new Map([['r', [{ askedToOpen: 0, opened: 1, askedToClose: 16, closed: 17 }]]])
    expect(outcome(story(['1', picks('a'), 'refused'])).wrong).toEqual(['1 was refused while r was open'])
    expect(outcome(story(['1', picks('a'), 'accepted'], ['1', picks('a'), 'refused'])).wrong).toEqual(['1 was acknowledged, and refused when it was sent again'])
    const opening = new Map([['r', [{ askedToOpen: 16, opened: 17, askedToClose: Infinity, closed: Infinity }]]])
    expect(outcome(story(['1', picks('a'), 'refused'], ['1', picks('a'), 'refused']), opening)).toEqual({ may: ['no ballot'], wrong: [] })
    expect(outcome(story(['1', picks('a'), 'refused'], ['1', picks('a'), 'accepted']), opening)).toEqual({ may: ['no ballot'], wrong: ['1 was refused, and acknowledged when it was sent again'] })
    expect(outcome(story(['1', picks('a'), 'accepted'], ['2', picks('b'), 'accepted']), closed)).toEqual({ may: ['a'], wrong: ['2 was acknowledged while r was not open'] })
  })

  it('leaves open ballots that were sent while the round closed', () => {
    const closing = new Map([['r', [{ askedToOpen: 0, opened: 1, askedToClose: 12, closed: 13 }]]])
    expect(outcome(story(['1', picks('a'), 'accepted']), closing)).toEqual({ may: ['a'], wrong: [] })
    expect(outcome(story(['1', picks('a'), 'refused']), closing)).toEqual({ may: ['no ballot'], wrong: [] })
  })

  it('counts picks and dots, and reports differences', () => {
    const choices = countOf(['a', 'b'], [picks('a'), picks('a', 'b')])
    expect(choices).toEqual({ voters: 2, options: { a: { count: 2, voters: 2 }, b: { count: 1, voters: 1 } } })
    const dots = countOf(['a', 'b'], [spends({ a: 2 }), spends({ a: 1 })])
    expect(dots).toEqual({ voters: 2, options: { a: { count: 3, voters: 2 }, b: { count: 0, voters: 0 } } })
    expect(difference({ ...dots }, dots)).toBeNull()
    expect(difference(choices, dots)).toBe('a 2/2, b 1/1 instead of a 3/2, b 0/0')
    expect(difference({ ...dots, voters: 3 }, dots)).toBe('3 voters instead of 2 voters')
    expect(difference({ ...dots, options: { a: dots.options.a! } }, dots)).toBe('no more instead of b 0/0')
    expect(difference(undefined, dots)).toBe('there is none')
  })
})
