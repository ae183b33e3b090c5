import { describe, expect, it } from 'vitest'
import { voteStateOf } from '../../core/views/vote-state.ts'
import { picks } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { choice } from '../support/polls/polls.ts'

describe('[V8] why a record has no result to show', () => {
  const room = () => {
    const made = play()
    return { ...made, state: () => voteStateOf(made.view(choice.id, 'record')) }
  }

  it('tells a question that was not asked from one that nobody answered', () => {
    const { press, state } = room()
    expect(state()).toBe('unasked')
    press('poll:open', choice.id)
    expect(state()).toBe('pending')
    press('poll:close', choice.id)
    expect(state()).toBe('nobody')
    expect(voteStateOf(undefined)).toBe('unasked')
  })

  it('tells a hidden result from none, in whichever round it is', () => {
    const { press, vote, state } = room()
    press('poll:open', choice.id)
    vote('a:1', choice.id, picks('a'))
    press('poll:close', choice.id)
    expect(state()).toBe('unrevealed')
    press('poll:repeat', choice.id)
    press('poll:close', choice.id)
    expect(state()).toBe('unrevealed')
  })
})
