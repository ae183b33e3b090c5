import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { baselineOf } from '../../../core/compare/baseline.ts'
import { SERVER } from '../../../core/workshop.ts'
import { planAsMarkdown } from '../../../server/report/plan/markdown.ts'
import { results } from '../../../server/report/results/results.schema.ts'
import { jsonOf, resultsOf } from '../../../server/report/results/results.ts'
import { asks, picks, rates, spends } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { board, choice, dots, scale } from '../../support/polls/polls.ts'

const followUp = { ...scale, id: 'follow-up', levels: ['Dropped', 'Still open', 'Done'], unsure: 'Don\'t know', options: [], from: { actions: 'last' as const, take: 8 } }
const owner = { ...choice, id: 'cicd/owner' }
const polls = [followUp, scale, dots, owner, { ...board, moderated: false }]

function rated(level: number) {
  const room = play({ polls })
  for (const [id, answer] of [[scale.id, rates({ a: level })], [dots.id, spends({ a: level === 1 ? 2 : 1 })], [owner.id, picks('a')]] as const) {
    room.press('poll:open', id)
    for (let person = 0; person < 9; person++)
      room.vote(`a:${person}`, id, answer)
    room.press('poll:close', id)
    room.press('poll:reveal', id)
  }
  return room
}

function compared() {
  const before = rated(1)
  before.press('poll:open', board.id)
  before.vote('a:1', board.id, asks([{ id: 'post-of-ann', text: 'Why?' }]))
  before.facilitate({ type: 'action:add', text: 'Fix the tests', owner: 'Mina', from: { poll: dots.id, option: 'a' } })
  before.facilitate({ type: 'action:add', text: 'Find out', from: { poll: board.id, option: 'post-of-ann' } })
  before.facilitate({ type: 'action:add', text: 'Name *owners*' })
  const room = rated(3)
  room.submit(SERVER, { type: 'workshop:compare', id: 'compare-1', baseline: baselineOf(before.workshop) })
  room.press('poll:open', 'follow-up')
  room.vote('a:1', 'follow-up', rates({ 'action-1': 3, 'action-2': 0 }))
  room.vote('a:2', 'follow-up', rates({ 'action-1': 2, 'action-2': 1 }))
  room.press('poll:close', 'follow-up')
  room.facilitate({ type: 'action:follow', action: 'action-1', became: 'open' })
  room.facilitate({ type: 'action:follow', action: 'action-2', became: 'done' })
  return room
}

describe('the comparison in the results', () => {
  it('[K7] has what moved, and fits the schema', () => {
    const found = resultsOf(compared().workshop, false)
    expect(z.prettifyError(results.safeParse(JSON.parse(jsonOf(found))).error ?? new z.ZodError([]))).toBe('')
    expect(found.comparison).toMatchObject({ workshop: 'test-room', moved: { ratings: [{ poll: scale.id, then: { median: 1 }, now: { median: 3 }, hasMoved: true }], owners: [{ poll: owner.id, ballots: 0 }] } })
  })

  it('[K4] has what became of the last plan; the room\'s taps once it saw them', () => {
    const room = compared()
    const actions = () => resultsOf(room.workshop, false).comparison!.actions.map(({ id, became, taps }) => [id, became, taps?.map(({ count }) => count) ?? null])
    expect(actions()).toEqual([['action-1', 'open', null], ['action-2', 'done', null], ['action-3', null, null]])
    room.press('poll:reveal', 'follow-up')
    expect(actions()).toEqual([['action-1', 'open', [1, 1, 0, 0]], ['action-2', 'done', [0, 0, 1, 1]], ['action-3', null, [0, 0, 0, 0]]])
  })

  it('[K4] is in the check list, which says since when an action is on a plan', () => {
    expect(planAsMarkdown(resultsOf(compared().workshop, false))).toBe(`# Test room: who does what, by when

1970-01-01

- [ ] **Fix the tests**: Mina, no date yet
  - Since: 1970-01-01
  - Why: 9 of 9 named “Option A” (01 CI/CD, What slows us down?)

## The last plan, 1970-01-01

- [ ] **Fix the tests**: Mina, still open, on the plan
- [x] **Find out**: nobody, done
- [ ] **Name \\*owners\\***: nobody, not decided
`)
  })

  it('[M6] has no id that a phone made', () => {
    expect(JSON.stringify(compared().workshop.baseline)).not.toContain('post-of-ann')
  })

  it('[K3] is null without an earlier workshop, and no table lists the question about its plan', () => {
    const found = resultsOf(rated(1).workshop, true)
    expect(found.comparison).toBeNull()
    expect(found.polls.map(({ id }) => id)).not.toContain('follow-up')
    expect(resultsOf(compared().workshop, true).polls.map(({ id }) => id)).toContain('follow-up')
  })
})
