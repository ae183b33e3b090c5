import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import { describe, expect, it } from 'vitest'
import { phoneKindOf } from '../../../client/kinds/phone.ts'
import * as notices from '../../../client/link/notices.ts'
import { refuse } from '../../../core/protocol/refusal.ts'
import { divides, estimates, picks, places, ranks, rates, says, spends, writes } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'

const lossNotice = notices.lossNotice.bind(null, phoneKindOf)
const refusalWords = notices.refusalWords.bind(null, phoneKindOf)

const GONE = 'An option you picked is gone.'
const LIMITS = 'This vote has new limits: yours no longer counts.'

/** Reworded without an id, an option is another one. */
const without = (def: PollDef) => ({ ...def, options: [{ id: 'a-new', label: 'Option A, reworded' }, ...'options' in def ? def.options.slice(1) : []] }) as PollDef

describe('lossNotice', () => {
  it.each<[PollDef, Answer]>([
    [kinds.choice, picks('a')],
    [{ ...kinds.choice, max: 2 }, picks('a', 'b')],
    [kinds.dots, spends({ a: 1, b: 2 })],
    [kinds.scale, rates({ a: 3 })],
    [kinds.rank, ranks('b', 'a')],
    [kinds.points, divides({ a: 60, c: 40 })],
    [kinds.matrix, places({ a: [1, 5], b: [2, 2] })],
  ])('reports a removed option in every kind: $kind', (def, answer) => {
    expect(lossNotice(def, without(def), answer)).toBe(GONE)
    expect(lossNotice(def, { ...def, title: 'Another title' }, answer)).toBeNull()
  })

  it('reports a vote that exceeds new limits', () => {
    expect(lossNotice({ ...kinds.choice, max: 2 }, kinds.choice, picks('a', 'b'))).toBe(LIMITS)
    expect(lossNotice(kinds.dots, { ...kinds.dots, dots: 2 }, spends({ a: 1, b: 2 }))).toBe(LIMITS)
    expect(lossNotice(kinds.words, { ...kinds.words, max: 1 }, says('Trust', 'Speed'))).toBe(LIMITS)
    expect(lossNotice(kinds.text, { ...kinds.text, max: 1 }, writes({ id: 'post-0001', text: 'x' }, { id: 'post-0002', text: 'y' }))).toBe(LIMITS)
  })

  it('ignores an option that was not picked, and one that was removed before', () => {
    expect(lossNotice(kinds.choice, without(kinds.choice), picks('b'))).toBeNull()
    expect(lossNotice(without(kinds.choice), { ...without(kinds.choice), title: 'T' }, picks('a'))).toBeNull()
    expect(lossNotice(without(kinds.choice), kinds.choice, picks('a'))).toBeNull()
    expect(lossNotice(kinds.words, { ...kinds.words, title: 'T' }, says('Trust'))).toBeNull()
  })
})

describe('refusalWords', () => {
  it('contains no ids and no field names', () => {
    expect(refusalWords(refuse('not_found', 'This workshop has no poll "p".'), picks('a'), undefined)).toBe('This vote is gone.')
    expect(refusalWords(refuse('invalid_answer', 'This poll has no option "a".'), picks('a'), without(kinds.choice))).toBe(`${GONE} Pick again.`)
    expect(refusalWords(refuse('malformed', 'answer.posts.0.text: Too big'), writes(), kinds.text)).toBe('Write it shorter, or load this page again.')
    expect(refusalWords(refuse('malformed', 'answer.number: Invalid input'), estimates(Number.NaN), kinds.estimate)).toBe('Enter a number from 0 to 240.')
    expect(refusalWords(refuse('not_open', 'Voting is closed.'), picks('a'), kinds.choice)).toBe('Voting is closed.')
  })
})
