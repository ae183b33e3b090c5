import type { ChoicePoll } from '../../core/kinds/choice.ts'
import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { OptionPoll } from '../../core/kinds/shared/with-options.ts'
import { describe, expect, it } from 'vitest'
import { problemWith, rulesOf } from '../../core/kinds/kinds.ts'
import { asks, divides, picks, places, ranks, rates, says, spends, writes } from '../support/polls/answers.ts'
import { board, choice, dots, matrix, points, rank, scale, text, words } from '../support/polls/polls.ts'

const post = (text: string, id = 'post-0000') => ({ id, text })
const pickTwo: ChoicePoll = { ...choice, max: 2 }

describe('a valid answer', () => {
  it.each<[rule: string, poll: PollDef, answer: Answer]>([
    ['[A2] picks one', choice, picks('b')],
    ['[A2] picks as many as allowed', pickTwo, picks('c', 'a')],
    ['[A2] [A5] picks none', choice, picks()],
    ['[A3] spends all dots', dots, spends({ a: 2, c: 1 })],
    ['[A3] spends fewer', dots, spends({ b: 1 })],
    ['[A3] [A5] spends none', dots, spends({})],
    ['[A4] rates every option', scale, rates({ a: 1, b: 2, c: 3 })],
    ['[A4] rates some', scale, rates({ b: 3 })],
    ['[A4] [A5] rates none', scale, rates({})],
    ['[A6] ranks all', rank, ranks('c', 'a', 'b')],
    ['[A6] ranks the first only', rank, ranks('c')],
    ['[A7] divides all points', points, divides({ a: 99, b: 1 })],
    ['[A7] divides fewer', points, divides({ a: 30 })],
    ['[A8] places some', matrix, places({ a: [1, 5], c: [5, 1] })],
    ['[A8] [A5] places none', matrix, places({})],
    ['[A9] sends words', words, says('Trust', 'Flow state')],
    ['[A10] writes', text, writes(post('x'.repeat(280)))],
    ['[A10] asks and wants', board, asks([post('Why?')], ['post-other'])],
  ])('%s', (_, poll, answer) => {
    expect(problemWith(poll, answer)).toBeNull()
  })
})

describe('an invalid answer', () => {
  it.each<[rule: string, poll: PollDef, answer: Answer, problem: string]>([
    ['[A1] picks an unknown option', choice, picks('z'), 'no option "z"'],
    ['[A1] puts a dot on an unknown option', dots, spends({ z: 1 }), 'no option "z"'],
    ['[A1] rates an unknown option', scale, rates({ z: 1 }), 'no option "z"'],
    ['[A2] picks one more than allowed', pickTwo, picks('a', 'b', 'c'), 'Pick 2 at most'],
    ['[A2] picks one twice', pickTwo, picks('a', 'a'), 'named once'],
    ['[A3] spends one dot more than there are', dots, spends({ a: 2, b: 2 }), 'There are 3 dots'],
    ['[A3] stacks more than allowed', dots, spends({ a: 3 }), 'from 1 to 2'],
    ['[A3] gives no dot', dots, spends({ a: 0 }), 'from 1 to 2'],
    ['[A3] gives a negative dot', dots, spends({ a: -1, b: 2 }), 'from 1 to 2'],
    ['[A3] gives half a dot', dots, spends({ a: 0.5 }), 'whole'],
    ['[A4] rates above the highest level', scale, rates({ a: 4 }), 'from 1 to 3'],
    ['[A4] rates below the lowest level', scale, rates({ a: 0 }), 'from 1 to 3'],
    ['[A4] rates between levels', scale, rates({ a: 1.5 }), 'whole'],
    ['[A6] ranks one twice', rank, ranks('a', 'a'), 'named once'],
    ['[A6] ranks beyond the places', { ...rank, top: 1 }, ranks('a', 'b'), 'Rank 1 at most'],
    ['[A7] divides more points than there are', points, divides({ a: 60, b: 50 }), 'There are 100 points'],
    ['[A7] gives no point', points, divides({ a: 0 }), 'from 1 to 100'],
    ['[A8] places off the grid', matrix, places({ a: [0, 6] }), 'from 1 to 5'],
    ['[A8] places between steps', matrix, places({ a: [1.5, 2] }), 'from 1 to 5'],
    ['[A1] places an unknown option', matrix, places({ z: [1, 1] }), 'no option "z"'],
    ['[A9] sends too many words', words, says('a', 'b', 'c'), 'Send 2 at most'],
    ['[A9] sends a word twice', words, says('Trust', ' trust!'), 'already'],
    ['[A9] sends a long word', words, says('x'.repeat(31)), '30 letters'],
    ['[A9] sends nothing but blanks', words, says('  '), 'needs letters'],
    ['[A10] writes too much', text, writes(post('x'.repeat(281))), '280 letters'],
    ['[A10] writes nothing', text, writes(post(' \u200B ')), 'Write something'],
    ['[A10] writes too often', text, writes(post('a', 'post-0001'), post('b', 'post-0002'), post('c', 'post-0003')), 'Send 2 at most'],
    ['[A10] wants a text', text, asks([], ['post-0001']), 'of the kind text'],
    ['[A10] uses an id twice', board, asks([post('a'), post('b')]), 'named once'],
    ['[A4] rates with NaN', scale, rates({ a: Number.NaN }), 'whole'],
  ])('%s', (_, poll, answer, problem) => {
    expect(problemWith(poll, answer)).toContain(problem)
  })

  it('[A1] is refused if it names a property that every object has', () => {
    expect(problemWith(dots, spends({ constructor: 1 }))).toContain('no option "constructor"')
  })
})

describe('prune', () => {
  const without = (poll: OptionPoll, gone: string): PollDef => ({ ...poll, options: poll.options.filter(({ id }) => id !== gone) })

  it.each<[rule: string, poll: PollDef, answer: Answer, kept: Answer]>([
    ['[D2] removes a pick of a removed option', without(pickTwo, 'a'), picks('a', 'b'), picks('b')],
    ['[D2] removes dots of a removed option', without(dots, 'a'), spends({ a: 2, b: 1 }), spends({ b: 1 })],
    ['[D2] empties a ballot for removed options only', without(scale, 'a'), rates({ a: 2 }), rates({})],
    ['[D2] drops picks beyond a lower limit', choice, picks('a', 'b'), picks()],
    ['[D2] drops dots beyond a lower limit', { ...dots, dots: 1 }, spends({ a: 1, b: 1 }), spends({})],
    ['[D2] drops ratings beyond fewer levels', { ...scale, levels: ['No', 'Yes'] }, rates({ a: 3, b: 1 }), rates({})],
    ['[D1] changes nothing if everything fits', dots, spends({ a: 2, b: 1 }), spends({ a: 2, b: 1 })],
  ])('%s', (_, poll, answer, kept) => {
    expect(rulesOf(poll).prune(poll, answer)).toEqual(kept)
  })
})
