import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { AttendeeView } from '../../../core/protocol/down.ts'
import { describe, expect, it } from 'vitest'
import { laterPhoneKindOf } from '../../../client/kinds/later-on-phone.ts'
import { phoneKindOf } from '../../../client/kinds/phone.ts'
import { statusOf } from '../../../client/phone/status.ts'
import { count, newTally, resultOf } from '../../../core/kinds/kinds.ts'
import { asks, divides, picks, ranks, rates, spends, writes } from '../../support/polls/answers.ts'
import { board, choice, dots, points, rank, scale, text } from '../../support/polls/polls.ts'

const post = { id: 'post-0001', text: 'x' }
const progressOf = (def: PollDef, answer: Answer = phoneKindOf(def).empty) => phoneKindOf(def).progress(def, answer)

describe('a phone', () => {
  it.each<[PollDef, string]>([
    [choice, 'Tap one'],
    [{ ...choice, max: 3 }, 'Tap up to 3'],
    [dots, 'Spend your 3 dots'],
    [{ ...dots, dots: 1 }, 'Place your dot'],
    [scale, 'Tap a level on each line'],
    [{ ...rank, top: 2 }, 'Tap your first 2 in order'],
    [points, 'Divide your 100 points'],
    [{ ...text, max: 3 }, 'Write up to 3'],
  ])('says what to do: %#', (def, words) => {
    expect(phoneKindOf(def).task(def)).toBe(words)
  })

  it.each<[PollDef, Answer | undefined, string]>([
    [{ ...choice, max: 3 }, picks('a'), '1 of 3 picked'],
    [dots, undefined, '3 of 3 dots left'],
    [dots, spends({ a: 2 }), '1 of 3 dots left'],
    [dots, spends({ a: 2, b: 1 }), 'All dots placed'],
    [scale, rates({ a: 2, b: 1 }), '2 of 3 rated'],
    [scale, rates({ a: 2, b: 1, c: 1 }), 'All 3 rated'],
    [{ ...rank, top: 2 }, ranks('b'), '1 of 2 ranked'],
    [{ ...rank, top: 2 }, ranks('b', 'a'), 'All 2 ranked'],
    [points, divides({ a: 30 }), '70 of 100 points left'],
    [points, divides({ a: 100 }), 'All points given'],
    [{ ...text, max: 3 }, writes(post), '1 of 3 written'],
    [board, asks([], ['post-0001']), ''],
  ])('says how far the attendee is: %#', (def, answer, words) => {
    expect(progressOf(def, answer)).toBe(words)
  })

  it.each<[PollDef, Answer, string]>([
    [choice, picks('a'), 'Counted'],
    [text, writes(post), 'Sent'],
    [board, asks([], ['post-0001']), 'Sent'],
  ])('says Sent, not Counted, for texts and words: %#', (def, answer, stamp) => {
    const view: AttendeeView = { rev: 1, workshop: { id: 'w', title: 'W', ended: false, roles: [], reactions: [] }, poll: { def, round: 'p#1', no: 1, voting: 'open', results: 'hidden' } }
    expect(statusOf({ view, stage: 'open', answer, delivery: { state: 'counted' }, offline: false, hint: '' }).stamp).toBe(stamp)
  })

  it('describes the attendee\'s answer in words', () => {
    const own = (def: PollDef, answer: Answer) => laterPhoneKindOf(def).own(def, answer).map(({ id, given }) => [id, given])
    expect(own(rank, ranks('b', 'a'))).toEqual([['b', 'Place 1'], ['a', 'Place 2']])
    expect(own(points, divides({ c: 30, a: 1 }))).toEqual([['a', '1 point'], ['c', '30 points']])
    expect(own(choice, picks('b'))).toEqual([['b', '']])
    expect(own(text, writes())).toEqual([])
  })

  it('[R11] marks what is right in a quiz, and says how many were', () => {
    const quiz: PollDef = { ...choice, right: ['b'] }
    const { right, lines } = laterPhoneKindOf(quiz)
    const resultOfQuiz = (def: PollDef) => {
      const tally = newTally(def)
      count(def, tally, picks('a'), 1)
      count(def, tally, picks('b'), 1)
      return resultOf(def, { tally, judgements: new Map(), ballots: [] }, false)
    }
    expect(right!(resultOfQuiz(quiz))).toBe(1)
    expect(lines!(quiz, resultOfQuiz(quiz), picks('a')).map(({ id, isRight }) => [id, isRight])).toEqual([['a', false], ['b', true], ['c', false]])
    expect(right!(resultOfQuiz(choice))).toBeUndefined()
  })
})
