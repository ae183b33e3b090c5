import type { Answer } from '../../../core/kinds/kinds.ts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { POLL_KINDS } from '../../../core/kinds/kinds.ts'
import { results } from '../../../server/report/results/results.schema.ts'
import { jsonOf, resultsOf } from '../../../server/report/results/results.ts'
import { asks, writes } from '../../support/polls/answers.ts'
import { finishedWorkshop } from '../../support/polls/finished-workshop.ts'
import { play } from '../../support/polls/play.ts'
import { board, text } from '../../support/polls/polls.ts'

describe('results.json', () => {
  it('fits its schema, with results of every kind, a run, actions and a summary', () => {
    const found = resultsOf(finishedWorkshop().workshop, true)
    expect(new Set(found.polls.map(({ kind }) => kind))).toEqual(new Set(POLL_KINDS))
    expect(found.polls.filter(({ rounds }) => rounds.every(({ options }) => options.length === 0))).toEqual([])
    expect(z.prettifyError(results.safeParse(JSON.parse(jsonOf(found))).error ?? new z.ZodError([]))).toBe('')
    expect([found.run, found.actions.length, found.summary.bottlenecks.length, found.summary.practices.length, found.summary.owners.length].every(Boolean)).toBe(true)
  })

  it('refuses what the schema doesn\'t know', () => {
    const found = resultsOf(finishedWorkshop().workshop, true)
    expect(results.safeParse({ ...found, polls: found.polls.map(poll => ({ ...poll, voters: ['a:ann'] })) }).success).toBe(false)
  })

  it('sums up what slows the room, what is least true and who owns what', () => {
    const { summary } = resultsOf(finishedWorkshop().workshop, false)
    expect(summary.bottlenecks[0]).toEqual({ poll: 'iac/bottlenecks', topic: '02 IaC', option: 'b', label: 'Option B', rank: 1, dots: 2, voters: 2, of: 2, share: 1 })
    expect(summary.bottlenecks.map(({ poll, rank }) => [poll, rank])).toEqual([['iac/bottlenecks', 1], ['cicd/bottlenecks', 2], ['cicd/bottlenecks', 3], ['cicd/bottlenecks', 3]])
    expect(summary.practices.map(({ option, median, levels }) => [option, median, levels])).toEqual([['a', 2, 3], ['b', 2, 3]])
    expect(summary.owners).toEqual([{ poll: 'cicd/owner', topic: '01 CI/CD', state: 'owned', leading: [{ label: 'Development', count: 2 }], voters: 2 }])
  })
})

describe('texts in results', () => {
  /** The same texts, by people who came in this order. */
  function roomOf(people: readonly string[]) {
    const room = play({ polls: [{ ...text, moderated: false }, { ...board, moderated: false }] })
    room.press('poll:open', text.id)
    room.press('poll:open', board.id)
    for (const name of people) {
      const post = { id: `post-of-${name}`, text: `From ${name.length}` }
      const answers: [string, Answer][] = [[text.id, writes(post)], [board.id, asks([post])]]
      answers.forEach(([poll, answer]) => expect(room.vote(`a:${name}`, poll, answer)).toEqual({ ok: true }))
    }
    room.press('poll:reveal', text.id)
    return room.workshop
  }

  it('[M6] stand in the same order, whoever came first', () => {
    const people = ['ann', 'benjamin', 'cy', 'dorothy', 'e']
    const { polls } = resultsOf(roomOf(people), true)
    expect(polls[0]!.rounds[0]!.options.map(({ id, label }) => [id, label])).toEqual([['text-1', 'From 1'], ['text-2', 'From 2'], ['text-3', 'From 3'], ['text-4', 'From 7'], ['text-5', 'From 8']])
    expect(resultsOf(roomOf(people.toReversed()), true).polls).toEqual(polls)
  })

  it('are ordered as on the slide: the most wanted first', () => {
    const room = play({ polls: [{ ...board, moderated: false }] })
    room.press('poll:open', board.id)
    room.vote('a:ann', board.id, asks([{ id: 'post-001', text: 'A question' }]))
    room.vote('a:ben', board.id, asks([{ id: 'post-002', text: 'Wanted' }]))
    room.vote('a:cem', board.id, asks([], ['post-002']))
    expect(resultsOf(room.workshop, true).polls[0]!.rounds[0]!.options.map(({ label }) => label)).toEqual(['Wanted', 'A question'])
  })

  it('[M6] keep their ids from the evidence of an action, too', () => {
    const room = play({ polls: [{ ...board, moderated: false }] })
    room.press('poll:open', board.id)
    room.vote('a:ann', board.id, asks([{ id: 'post-of-ann', text: 'Why?' }]))
    room.facilitate({ type: 'action:add', text: 'Find out', from: { poll: board.id, option: 'post-of-ann' } })
    const found = resultsOf(room.workshop, true)
    expect(found.actions[0]!.evidence).toMatchObject({ option: 'text-1', label: 'Why?' })
    expect(jsonOf(found)).not.toContain('post-of-ann')
  })
})
