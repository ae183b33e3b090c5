import type { LoggedCommand } from '../../core/commands/commands.ts'
import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { PollView } from '../../core/protocol/down.ts'
import type { Actor, Poll } from '../../core/workshop.ts'
import type { Attempt } from '../support/polls/arbitraries.ts'
import type { Play } from '../support/polls/play.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../core/fold.ts'
import { isEmpty } from '../../core/kinds/kinds.ts'
import { placesOf } from '../../core/kinds/rank.ts'
import { optionsOf } from '../../core/kinds/shared/with-options.ts'
import { attendeeView, ownView, pollView } from '../../core/views/views.ts'
import { currentRound } from '../../core/workshop.ts'
import { asks, divides, estimates, picks, places, ranks, rates, says, spends, writes } from '../support/polls/answers.ts'
import { attempts, beginning, commandOf } from '../support/polls/arbitraries.ts'
import { play } from '../support/polls/play.ts'

/** What becomes of a ballot in the other room; null: it was never cast there. */
type Change = (by: Actor, def: PollDef, answer: Answer) => Answer | null

let next = 0

/** Some other answer that fits the poll and is not empty. */
function anotherAnswer(def: PollDef, seed: number): Answer {
  const options = optionsOf(def)
  const id = (index: number) => options[index % options.length]!.id
  const some = (most: number) => Array.from({ length: 1 + seed % most }, (_, index) => id(seed + index))
  const post = () => ({ id: `another-${seed}-${next++}`, text: `Text ${seed % 4}` })
  switch (def.kind) {
    case 'choice':
      return picks(...some(Math.min(def.max, options.length)))
    case 'rank':
      return ranks(...some(placesOf(def)))
    case 'dots':
      return spends({ [id(seed)]: 1 + seed % def.perOption })
    case 'points':
      return divides({ [id(seed)]: 1 + seed % def.points })
    case 'matrix':
      return places({ [id(seed)]: [1 + seed % 5, 1 + seed % 3] })
    case 'scale':
      return rates(Object.fromEntries(some(options.length).map((id, index) => [id, 1 + (seed + index) % def.levels.length])))
    case 'estimate':
      return estimates(def.min + seed % 7 * def.step)
    case 'words':
      return says(`word ${seed % 4}`)
    case 'text':
      return writes(post())
    case 'board':
      return asks([post()])
  }
}

/**
 * Two rooms that go through the same, but for their ballots. What only one of them would accept happens in neither, so
 * that a difference between them is one of ballots.
 */
function liveInTwo(start: Parameters<typeof play>[0], attempts: Attempt[], change: Change, look: (one: Play, other: Play) => void): void {
  const one = play(start)
  const other = play(start)
  for (const [no, attempt] of attempts.entries()) {
    // The logs differ in length, so the same place in them is another command.
    if (attempt.type === 'resend')
      continue
    const { by, command } = commandOf(one, attempt, no)
    const changed = attempt.type === 'vote' ? inTheOther(other, by, command, change) : command
    if (decide(one.workshop, by, command) || (changed && decide(other.workshop, by, changed)))
      continue
    one.submit(by, command)
    if (changed)
      other.submit(by, changed)
    // Every entry takes a millisecond; both rooms have one time.
    else
      other.wait(1)
    look(one, other)
    // A poll that is gone is kept for its votes alone [D3]; should it come back, they differ for a reason.
    if (idsIn(one) !== idsIn(other))
      return
  }
}

const idsIn = ({ workshop }: Play) => [...workshop.polls.keys()].join(' ')

function inTheOther({ workshop }: Play, by: Actor, command: LoggedCommand, change: Change): LoggedCommand | null {
  const def = command.type === 'ballot:cast' && workshop.polls.get(command.poll)?.def
  if (!def || isEmpty(command.answer))
    return command
  const answer = change(by, def, command.answer)
  return answer && { ...command, answer }
}

const seeds = fc.array(fc.nat(99), { minLength: 1, maxLength: 40 })

/** The same number of ballots, with other answers. */
function changed(seeds: number[]): Change {
  let next = 0
  return (_, def) => anotherAnswer(def, seeds[next++ % seeds.length]!)
}

/** Other answers, and a third of the ballots missing. */
function changedOrMissing(seeds: number[]): Change {
  let next = 0
  return (_, def) => {
    const seed = seeds[next++ % seeds.length]!
    return seed % 3 === 0 ? null : anotherAnswer(def, seed)
  }
}

/** Pairs of the polls whose current round is hidden from the room. */
function hidden(one: Play, other: Play): [Poll, Poll][] {
  return [...one.workshop.polls.values()]
    .filter(poll => currentRound(poll).results === 'hidden')
    .flatMap(poll => other.workshop.polls.has(poll.def.id) ? [[poll, other.poll(poll.def.id)] as [Poll, Poll]] : [])
}

describe('two rooms that differ in ballots only', () => {
  it('[V1] send phones the same bytes while results are hidden', () => {
    fc.assert(fc.property(beginning, attempts, seeds, (start, attempts, seeds) => {
      let told = false
      liveInTwo(start, attempts, changedOrMissing(seeds), (one, other) => {
        const { slide, polls } = one.workshop
        // What is asked on a board that shows and nobody moderates is for every phone at once, and moves their revision for good.
        told ||= [...polls.values()].some(poll => poll.def.kind === 'board' && !poll.def.moderated && currentRound(poll).results === 'shown')
        const poll = slide.poll === null ? undefined : polls.get(slide.poll)
        if (!told && (!poll || currentRound(poll).results === 'hidden'))
          expect(JSON.stringify(attendeeView(other.workshop))).toBe(JSON.stringify(attendeeView(one.workshop)))
      })
    }))
  })

  it('[V1] send an attendee nothing about other ballots', () => {
    fc.assert(fc.property(beginning, attempts, seeds, (start, attempts, seeds) => {
      const change = changedOrMissing(seeds)
      liveInTwo(start, attempts, (by, def, answer) => by === 'ann' ? answer : change(by, def, answer), (one, other) => {
        expect(ownView(other.workshop, 'ann')).toEqual(ownView(one.workshop, 'ann'))
      })
    }))
  })

  it('[V2] send screens the same, except for the number of voters', () => {
    fc.assert(fc.property(beginning, attempts, seeds, (start, attempts, seeds) => {
      const withoutVoters = ({ voters: _, ...view }: PollView) => JSON.stringify(view)
      liveInTwo(start, attempts, changed(seeds), (one, other) => {
        for (const [poll, twin] of hidden(one, other))
          expect(withoutVoters(pollView(twin, 'screen'))).toBe(withoutVoters(pollView(poll, 'screen')))
      })
    }))
  })

  it('[V2] send screens only the number of voters and the revision if ballots are missing', () => {
    fc.assert(fc.property(beginning, attempts, seeds, (start, attempts, seeds) => {
      const rest = ({ voters: _, rev: __, ...view }: PollView) => JSON.stringify(view)
      liveInTwo(start, attempts, changedOrMissing(seeds), (one, other) => {
        for (const [poll, twin] of hidden(one, other))
          expect(rest(pollView(twin, 'screen'))).toBe(rest(pollView(poll, 'screen')))
      })
    }))
  })

  it('[V4] print the same if nothing was ever revealed', () => {
    fc.assert(fc.property(beginning, attempts, seeds, (start, attempts, seeds) => {
      const withoutVoters = ({ voters: _, ...view }: PollView) => JSON.stringify(view)
      liveInTwo(start, attempts, changed(seeds), (one, other) => {
        for (const [poll, twin] of hidden(one, other)) {
          if (poll.rounds.every(({ revealed }) => !revealed))
            expect(withoutVoters(pollView(twin, 'record'))).toBe(withoutVoters(pollView(poll, 'record')))
        }
      })
    }))
  })
})
