import type { ChoicePoll } from '../../../core/kinds/choice.ts'
import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { Measure } from '../../../core/views/sections/cells.ts'
import { describe, expect, it } from 'vitest'
import { cellsOf } from '../../../core/views/sections/cells.ts'
import { sectionsOf } from '../../../core/views/sections/sections.ts'
import { seenPoll } from '../../../core/views/seen.ts'
import { picks, rates, spends } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { dots, scale } from '../../support/polls/polls.ts'

const practices: PollDef = { ...scale, levels: ['1', '2', '3', '4', '5'], unsure: 'No idea' }
const questions: PollDef = { ...scale, id: 'cicd/questions' }
const owner: ChoicePoll = { id: 'cicd/owner', kind: 'choice', title: 'Who owns this?', live: false, max: 1, options: ['role-dev', 'shared', 'nobody', 'unsure'].map(id => ({ id, label: id === 'role-dev' ? 'Development' : id })) }

/** A cell after everybody answered one poll, which was revealed. */
function cellAfter(measure: Measure, poll: PollDef, answers: Answer[]) {
  const room = play({ polls: [practices, dots, questions, owner] })
  room.press('poll:open', poll.id)
  answers.forEach((answer, index) => room.vote(`a:${index}`, poll.id, answer))
  room.press('poll:close', poll.id)
  room.press('poll:reveal', poll.id)
  const [section] = sectionsOf([...room.workshop.polls.keys()].map(id => seenPoll(room.view(id, 'record'), true)))
  return cellsOf(section!).find(cell => cell.measure === measure)!
}

const many = (people: number, answer: Answer) => Array.from<Answer>({ length: people }).fill(answer)

describe('[S9] a cell of the heat map', () => {
  it('has the median of the practices', () => {
    const answers = [...many(4, rates({ a: 3 })), ...many(6, rates({ a: 4, b: 4 }))]
    expect(cellAfter('practices', practices, answers)).toEqual({ measure: 'practices', words: '3.8', value: 4 - 4 / 24, heat: 1, voters: 10, basis: 'Interpolated median of 16 ratings of 2 statements', missing: null })
  })

  it('has the share of voters who named the first bottleneck, and its name unless it is close', () => {
    const clear = [...many(18, spends({ a: 2, b: 1 })), ...many(6, spends({ c: 1 }))]
    expect(cellAfter('bottlenecks', dots, clear.map((answer, index) => index < 10 ? spends({ a: 2 }) : answer))).toEqual({ measure: 'bottlenecks', words: '75%', value: 0.75, heat: 3, voters: 24, basis: '18 of 24 voters gave dots to “Option A”', missing: null })
    expect(cellAfter('bottlenecks', dots, [spends({ a: 1 }), spends({ b: 1 })])).toMatchObject({ words: '50%', heat: 2, basis: '1 of 2 voters gave dots to the first; few ballots would put another first' })
  })

  it('has the share of ratings that are no answer', () => {
    expect(cellAfter('questions', questions, [...many(3, rates({ a: 3, b: 1 })), rates({ a: 2, b: 1 })])).toEqual({ measure: 'questions', words: '62%', value: 0.625, heat: 3, voters: 4, basis: '5 of 8 ratings of 2 questions below Yes', missing: null })
  })

  it.each([
    [{ 'role-dev': 3, 'nobody': 2, 'unsure': 4 }, { words: 'Development', heat: 0, voters: 5, basis: 'Development: 3 of 5 who could say' }],
    [{ shared: 3, nobody: 2 }, { words: 'Shared', heat: 1, voters: 5, basis: '3 of 5 who could say' }],
    [{ 'role-dev': 2, 'nobody': 2 }, { words: 'We disagree', heat: 2, basis: 'Development 2, nobody 2 of 4 who could say' }],
    [{ unsure: 3 }, { words: 'We don’t know', heat: 3, basis: 'none of 3 could say' }],
    [{ nobody: 3 }, { words: 'Nobody', heat: 4, basis: '3 of 3 who could say' }],
  ])('has the owner: %j', (votes, cell) => {
    expect(cellAfter('owner', owner, Object.entries(votes).flatMap(([option, people]) => many(people, picks(option))))).toMatchObject({ value: null, ...cell })
  })

  it('has the statements that the room agrees on, of those that eight people rated', () => {
    const answers = Array.from({ length: 10 }, (_, person) => rates({ a: 4, b: person % 2 ? 1 : 5, ...person < 7 && { c: 4 } }))
    expect(cellAfter('agreement', practices, answers)).toEqual({ measure: 'agreement', words: '1 of 2', value: 0.5, heat: 2, voters: 10, basis: 'The room agrees on 1 of 2 statements, and is in two camps on 1', missing: null })
    expect(cellAfter('agreement', practices, answers.slice(0, 7))).toMatchObject({ words: null, heat: null, voters: 0, missing: 'few' })
    expect(cellAfter('agreement', practices, many(9, rates({ a: 0 })))).toMatchObject({ words: null, missing: 'unsure' })
  })

  it.each(['practices', 'bottlenecks', 'questions', 'owner', 'agreement'] as const)('has no figure and no heat where nothing was asked: %s', (measure) => {
    const room = play({ polls: [practices] })
    const [section] = sectionsOf([seenPoll(room.view(practices.id, 'record'), true)])
    expect(cellsOf(section!).find(cell => cell.measure === measure)).toEqual({ measure, words: null, value: null, heat: null, voters: 0, basis: null, missing: 'unasked' })
  })
})
