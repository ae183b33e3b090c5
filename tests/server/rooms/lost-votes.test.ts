import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { OptionPoll } from '../../../core/kinds/shared/with-options.ts'
import { describe, expect, it } from 'vitest'
import { lostVotes, lostVotesWarning } from '../../../server/rooms/lost-votes.ts'
import { picks, spends } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { choice, dots } from '../../support/polls/polls.ts'

/** A room in which three have voted on a choice, and one on dots. */
function votedRoom() {
  const room = play({ polls: [choice, dots] })
  for (const { id } of [choice, dots])
    room.press('poll:open', id)
  for (const [by, id] of [['ann', 'a'], ['bob', 'a'], ['cem', 'b']] as const)
    room.vote(by, choice.id, picks(id))
  room.vote('ann', dots.id, spends({ a: 2, b: 1 }))
  return room
}

function warningsOf(polls: PollDef[], room = votedRoom()) {
  return lostVotes(room.workshop, polls).map(lostVotesWarning)
}

function without(poll: OptionPoll, id: string): PollDef {
  return { ...poll, options: poll.options.filter(option => option.id !== id) }
}

describe('lost votes', () => {
  it('are those for a removed option', () => {
    expect(warningsOf([without(choice, 'a'), dots])).toEqual(['"Option A" is no longer an option of "What brings you here?": 2 votes no longer count. Only reworded? Pin the id: "- New wording {#a}"'])
    expect(warningsOf([choice, without(dots, 'b')])).toEqual([expect.stringContaining('"Option B" is no longer an option of "What slows us down?": 1 vote no longer counts.')])
  })

  it('are those in a removed poll, or one that changed its kind', () => {
    const gone = 'The poll "What brings you here?" is no longer there: 3 votes no longer count. Only reworded? Pin the id: poll: { id: opening, … }'
    expect(warningsOf([dots])).toEqual([gone])
    expect(warningsOf([{ ...dots, id: choice.id }, dots])).toEqual(['The poll "What brings you here?" was a choice poll and is a dots poll now: 3 votes no longer count. They come back with its kind; or give the new poll an id of its own.'])
  })

  it('are counted in every round', () => {
    const room = votedRoom()
    room.press('poll:repeat', choice.id)
    room.vote('ann', choice.id, picks('a'))
    expect(lostVotes(room.workshop, [without(choice, 'a'), dots])).toMatchObject([{ option: { id: 'a' }, votes: 3 }])
  })

  it.each<[string, PollDef[]]>([
    ['nothing changed', [choice, dots]],
    ['the order changed', [dots, choice]],
    ['the wording changed', [{ ...choice, title: 'Why?', options: choice.options.map(option => ({ ...option, label: `Not ${option.label}` })) }, dots]],
    ['nobody voted for what is gone', [without(choice, 'c'), dots]],
  ])('are none if %s', (_, polls) => {
    expect(warningsOf(polls)).toEqual([])
  })
})
