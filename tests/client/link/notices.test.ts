import type { Answer } from '../../../core/kinds/answer.ts'
import type { PollDef } from '../../../core/kinds/poll.ts'
import { describe, expect, it } from 'vitest'
import { lossNotice, refusalWords } from '../../../client/link/notices.ts'
import { refuse } from '../../../core/protocol/refusal.ts'
import * as kinds from '../../support/polls.ts'

const GONE = 'An option you picked is gone.'
const LIMITS = 'This vote has new limits: yours counts no more.'

/** Reworded without an id, an option is another one. */
const without = (def: PollDef) => ({ ...def, options: [{ id: 'a-new', label: 'Option A, reworded' }, ...'options' in def ? def.options.slice(1) : []] }) as PollDef

describe('lossNotice', () => {
  it.each<[PollDef, Answer]>([
    [kinds.choice, ['a']],
    [{ ...kinds.choice, max: 2 }, ['a', 'b']],
    [kinds.dots, { a: 1, b: 2 }],
    [kinds.scale, { a: 3 }],
    [kinds.rank, ['b', 'a']],
    [kinds.points, { a: 60, c: 40 }],
    [kinds.matrix, { a: [1, 5], b: [2, 2] }],
  ])('says of every kind that an option is gone: $kind', (def, answer) => {
    expect(lossNotice(def, without(def), answer)).toBe(GONE)
    expect(lossNotice(def, { ...def, title: 'Another title' }, answer)).toBeNull()
  })

  it('says that a vote is over the new limits', () => {
    expect(lossNotice({ ...kinds.choice, max: 2 }, kinds.choice, ['a', 'b'])).toBe(LIMITS)
    expect(lossNotice(kinds.dots, { ...kinds.dots, dots: 2 }, { a: 1, b: 2 })).toBe(LIMITS)
    expect(lossNotice(kinds.words, { ...kinds.words, max: 1 }, ['Trust', 'Speed'])).toBe(LIMITS)
    expect(lossNotice(kinds.text, { ...kinds.text, max: 1 }, { posts: [{ id: 'post-0001', text: 'x' }, { id: 'post-0002', text: 'y' }], wanted: [] })).toBe(LIMITS)
  })

  it('says nothing of an option that nobody picked, nor of one that was gone before', () => {
    expect(lossNotice(kinds.choice, without(kinds.choice), ['b'])).toBeNull()
    expect(lossNotice(without(kinds.choice), { ...without(kinds.choice), title: 'T' }, ['a'])).toBeNull()
    expect(lossNotice(without(kinds.choice), kinds.choice, ['a'])).toBeNull()
    expect(lossNotice(kinds.words, { ...kinds.words, title: 'T' }, ['Trust'])).toBeNull()
  })
})

describe('refusalWords', () => {
  it('shows attendees no ids and no names of fields', () => {
    expect(refusalWords(refuse('not_found', 'This workshop has no poll "p".'), ['a'], undefined)).toBe('This vote is gone.')
    expect(refusalWords(refuse('invalid_answer', 'This poll has no option "a".'), ['a'], without(kinds.choice))).toBe(`${GONE} Pick again.`)
    expect(refusalWords(refuse('malformed', 'answer.posts.0.text: Too big'), { posts: [], wanted: [] }, kinds.text)).toBe('Write it shorter, or load this page again.')
    expect(refusalWords(refuse('not_open', 'Voting is closed.'), ['a'], kinds.choice)).toBe('Voting is closed.')
  })
})
