import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import { describe, expect, it } from 'vitest'
import { answerFrom, commandFrom } from '../../../client/phone/form.ts'
import { problemWith, rulesOf } from '../../../core/kinds/kinds.ts'
import { asks, divides, picks, places, ranks, rates, says, spends, writes } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'

const { choice, scale, dots, points, rank, matrix, words, text, board } = kinds
const posts = [{ id: 'post-0001', text: 'Why?' }]

function answer(def: PollDef, form: string, before: Answer | null = null): Answer {
  return answerFrom(def, new URLSearchParams(form), before)
}

describe('a form that contains the whole answer', () => {
  it.each<[PollDef, string, Answer]>([
    [choice, '', picks()],
    [choice, 'pick=b', picks('b')],
    [{ ...choice, max: 2 }, 'pick=a&pick=c', picks('a', 'c')],
    [scale, '', rates({})],
    [scale, 'level.a=3&level.c=1', rates({ a: 3, c: 1 })],
    [{ ...scale, unsure: 'Don\'t know' }, 'level.a=0&level.c=1', rates({ a: 0, c: 1 })],
    [dots, 'amount.a=1&amount.a=1&amount.c=1', spends({ a: 2, c: 1 })],
    [dots, 'amount.a=1&add=a', spends({ a: 2 })],
    [dots, 'amount.a=1&take=a', spends({})],
    [dots, 'take=a', spends({})],
    [points, 'amount.a=35&amount.b=0&amount.c=', divides({ a: 35 })],
    [points, 'amount.a=35&add=b', divides({ a: 35, b: 10 })],
    [points, 'amount.a=95&add=b', divides({ a: 95, b: 5 })],
    [points, 'amount.a=35&take=a', divides({ a: 25 })],
    [points, 'amount.a=5&take=a', divides({})],
  ])('of a $kind poll: %2$s', (def, form, expected) => {
    expect(answer(def, form, rulesOf(def).empty)).toEqual(expected)
    expect(problemWith(def, expected)).toBeNull()
  })

  it.each<[PollDef, string]>([
    [dots, 'amount.a=1&amount.a=1&amount.b=1&add=c'],
    [points, 'amount.a=100&add=b'],
    [points, 'amount.a=-5'],
    [points, 'amount.a=half'],
    [scale, 'level.a=7'],
    [scale, 'level.a=0'],
    [choice, 'pick=a&pick=b'],
    [choice, 'pick=nothing'],
  ])('leaves it to the core to refuse too much: $kind, %2$s', (def, form) => {
    expect(problemWith(def, answer(def, form))).not.toBeNull()
  })
})

describe('a form that changes the answer that the server has', () => {
  it.each<[PollDef, string, Answer | null, Answer]>([
    [rank, 'add=b', null, ranks('b')],
    [rank, 'add=c', ranks('b'), ranks('b', 'c')],
    [rank, 'add=b', ranks('b'), ranks('b')],
    [rank, 'take=b', ranks('b', 'c'), ranks('c')],
    [rank, 'up=c', ranks('b', 'c'), ranks('c', 'b')],
    [rank, 'up=b', ranks('b', 'c'), ranks('b', 'c')],
    [rank, 'down=b', ranks('b', 'c'), ranks('c', 'b')],
    [rank, 'down=c', ranks('b', 'c'), ranks('b', 'c')],
    [rank, 'up=a', ranks('b', 'c'), ranks('b', 'c')],
    [rank, '', ranks('b', 'c'), ranks('b', 'c')],
    [matrix, 'option=a&square=2+5', null, places({ a: [2, 5] })],
    [matrix, 'option=a&square=1+1', places({ a: [2, 5], b: [3, 3] }), places({ a: [1, 1], b: [3, 3] })],
    [matrix, 'option=a', places({ b: [3, 3] }), places({ b: [3, 3] })],
    [words, 'word=+Trust+', says('Coffee'), says('Coffee', 'Trust')],
    [words, 'word=coffee', says('Coffee'), says('Coffee')],
    [words, 'take=Coffee&word=', says('Coffee'), says()],
    [text, 'text=What+for%3F', writes(...posts), writes(...posts, { id: expect.stringMatching(/^[\w-]{22}$/), text: 'What for?' })],
    [text, 'text=Why%3F', writes(...posts), writes(...posts)],
    [text, 'take=post-0001&text=', writes(...posts), writes()],
    [board, 'want=post-0002&text=', asks(posts), asks(posts, ['post-0002'])],
    [board, 'leave=post-0002&text=', asks(posts, ['post-0002']), asks(posts)],
  ])('of a $kind poll: %2$s', (def, form, before, expected) => {
    expect(answer(def, form, before)).toEqual(expected)
  })

  it.each<[PollDef, string]>([
    [words, 'word='],
    [text, 'text=++'],
    [rank, 'add=nothing'],
    [matrix, 'option=a&square=7+7'],
    [matrix, 'option=a&square=here'],
  ])('leaves it to the core to refuse nonsense: $kind, %2$s', (def, form) => {
    expect(problemWith(def, answer(def, form))).not.toBeNull()
  })
})

describe('the command of a form', () => {
  const ground = () => ({ def: choice, before: null })
  const command = (form: string) => commandFrom(new URLSearchParams(form), 'id-of-the-server', ground)

  it('is a ballot, with a new id if the form has none', () => {
    expect(command('poll=opening&round=opening%231&pick=a')).toEqual({ type: 'ballot:cast', id: 'id-of-the-server', poll: 'opening', round: 'opening#1', answer: picks('a') })
    expect(command('poll=opening&round=opening%231&pick=a&id=id-of-the-page&instead=x&instead=y')).toMatchObject({ id: 'id-of-the-page', instead: ['x', 'y'] })
  })

  it('withdraws the ballot', () => {
    expect(command('poll=opening&round=opening%231&pick=a&empty=1')).toMatchObject({ answer: picks() })
  })

  it('sets a role, or rather not say', () => {
    expect(command('role=dev')).toEqual({ type: 'role:say', id: 'id-of-the-server', role: 'dev' })
    expect(command('role=')).toMatchObject({ role: null })
  })

  it('enters a seat\'s code', () => {
    expect(command('code=bcdf-ghjk')).toEqual({ type: 'seat:claim', id: 'id-of-the-server', code: 'bcdf-ghjk' })
  })
})
