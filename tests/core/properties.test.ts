import type { Answer, Tally } from '../../core/kinds/kinds.ts'
import type { Reply } from '../../core/protocol/refusal.ts'
import type { Actor, Poll, Round } from '../../core/workshop.ts'
import type { Attempt } from '../support/polls/arbitraries.ts'
import type { Play } from '../support/polls/play.ts'
import type { Row } from '../support/polls/results.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { command } from '../../core/commands/commands.ts'
import { fold, settle } from '../../core/fold.ts'
import { count, isEmpty, isSameAnswer, newTally, POLL_KINDS, problemWith, resultOf, rulesOf } from '../../core/kinds/kinds.ts'
import { optionsOf } from '../../core/kinds/shared/with-options.ts'
import { postsIn } from '../../core/kinds/shared/written.ts'
import { downMessages } from '../../core/protocol/down.ts'
import { reply } from '../../core/protocol/refusal.ts'
import { attendeeView, ownView, pollView } from '../../core/views/views.ts'
import { clean, keyOf } from '../../core/words/text.ts'
import { picks } from '../support/polls/answers.ts'
import { attempts, beginning, commandOf, NOTE, redefined, redefinitions } from '../support/polls/arbitraries.ts'
import { doneIn, play, textOf } from '../support/polls/play.ts'

type Beginning = Parameters<typeof play>[0]

const polls = (room: Play) => [...room.workshop.polls.values()]
const rounds = ({ rounds, setAside }: Poll): Round[] => setAside ? [...rounds, setAside] : rounds

/** Goes through the attempts, and looks at the room after each. */
function live(start: Beginning, attempts: Attempt[], look: (room: Play, reply: Reply) => void = () => {}): Play {
  const room = play(start)
  attempts.forEach((attempt, no) => {
    const { by, command } = commandOf(room, attempt, no)
    look(room, room.submit(by, command))
  })
  return room
}

/** The number that a ballot gives an option: of picks, dots, levels, places, points, cells. */
function numberIn(answer: Answer, id: string): number | undefined {
  switch (answer.kind) {
    case 'choice':
      return answer.options.includes(id) ? 1 : undefined
    case 'rank':
      return answer.order.includes(id) ? answer.order.indexOf(id) + 1 : undefined
    case 'dots':
      return answer.dots[id]
    case 'points':
      return answer.points[id]
    case 'scale':
      return answer.levels[id]
    case 'matrix': {
      const place = answer.places[id]
      return place && (place[1] - 1) * 5 + place[0]
    }
    default:
      return undefined
  }
}

/** What a ballot says in its sender's own words, and the ids of all that it names. */
function writingIn(answer: Answer): { wordings: [id: string, wording: string][], ids: string[] } {
  const posts = 'posts' in answer ? answer.posts : []
  const words = answer.kind === 'words' ? answer.words : []
  const wordings = [...posts.map(({ id, text }): [string, string] => [id, clean(text)]), ...words.map((word): [string, string] => [keyOf(word), clean(word)])]
  return { wordings, ids: [...wordings.map(([id]) => id), ...answer.kind === 'board' ? answer.wanted : []] }
}

/** Counts ballots the slow way. */
function recount({ def }: Poll, ballots: Answer[]): unknown {
  const options = optionsOf(def).map(({ id }) => {
    const numbers = ballots.flatMap(ballot => numberIn(ballot, id) ?? [])
    return [id, { voters: numbers.length, byNumber: Object.fromEntries([...new Set(numbers)].map(number => [number, numbers.filter(other => other === number).length])) }]
  })
  const written = ballots.map(writingIn)
  const posts = [...new Set(written.flatMap(({ ids }) => ids))].sort().map((id) => {
    const wordings = written.flatMap(({ wordings }) => wordings.filter(([of]) => of === id).map(([, wording]) => wording))
    return [id, {
      voters: written.filter(({ ids }) => ids.includes(id)).length,
      wordings: [...new Set(wordings)].sort().map(wording => [wording, wordings.filter(other => other === wording).length]),
    }]
  })
  const right = def.kind === 'choice' && def.right ? ballots.filter(ballot => isSameAnswer(ballot, picks(...def.right!))).length : 0
  return { voters: ballots.length, options, posts, right }
}

/** A tally as plain data; the order of arrival is no part of the count. */
function plain(tally: Tally): unknown {
  const options = 'options' in tally ? [...tally.options] : []
  const posts = [...postsIn(tally)].sort(([a], [b]) => a < b ? -1 : 1)
  return {
    voters: tally.voters,
    options: options.map(([id, { voters, byNumber }]) => [id, { voters, byNumber: Object.fromEntries(byNumber.map((ballots, number) => [number, ballots]).filter(([, ballots]) => ballots !== 0)) }]),
    posts: posts.map(([id, { voters, wordings }]) => [id, { voters, wordings: [...wordings].sort(([a], [b]) => a < b ? -1 : 1) }]),
    right: 'right' in tally ? tally.right : 0,
  }
}

describe('any course of events', () => {
  it('[B3] keeps every tally equal to its ballots', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      live(start, attempts, (room) => {
        for (const poll of polls(room)) {
          for (const { tally, ballots } of rounds(poll))
            expect(plain(tally)).toEqual(recount(poll, [...ballots.values()]))
        }
      })
    }))
  })

  it('[F1] counts the same in any order of voters', () => {
    fc.assert(fc.property(beginning, attempts, fc.infiniteStream(fc.nat()), (start, attempts, random) => {
      for (const poll of polls(live(start, attempts))) {
        for (const { tally, ballots } of rounds(poll)) {
          const other = newTally(poll.def)
          const shuffled = [...ballots.values()].map(answer => ({ answer, key: random.next().value })).sort((a, b) => a.key - b.key)
          shuffled.forEach(({ answer }) => count(poll.def, other, answer, 1))
          expect(plain(other)).toEqual(plain(tally))
          const result = (tally: Tally) => resultOf(poll.def, { tally, judgements: new Map(), ballots: [] }, true).rows.toSorted((a, b) => a.id < b.id ? -1 : 1)
          expect(result(other)).toEqual(result(tally))
        }
      }
    }))
  })

  it('[M1] [M2] shows others only texts that were approved, or of polls without moderation', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      live(start, attempts, ({ workshop }) => {
        for (const poll of workshop.polls.values()) {
          for (const audience of ['screen', 'record', 'everything'] as const) {
            const { result, previous } = pollView(poll, audience, workshop)
            const rows: Row[] = [...result?.rows ?? [], ...previous?.result.rows ?? []]
            expect(rows.every(({ judgement }) => (judgement?.verdict ?? 'shown') === 'shown')).toBe(true)
          }
          const { def } = poll
          if ('moderated' in def && def.moderated && poll.rounds.every(({ judgements }) => judgements.size === 0))
            expect(JSON.stringify([pollView(poll, 'screen', workshop), pollView(poll, 'everything', workshop), workshop.slide.poll === def.id && attendeeView(workshop)])).not.toMatch(/Why\?|How so\?/)
        }
      })
    }))
  })

  it('[A1] [A5] [D2] keeps only ballots that fit their poll and are not empty', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      live(start, attempts, (room) => {
        for (const poll of polls(room)) {
          for (const answer of rounds(poll).flatMap(({ ballots }) => [...ballots.values()]))
            expect([problemWith(poll.def, answer), isEmpty(answer)]).toEqual([null, false])
        }
      })
    }))
  })

  it('[B6] [D2] counts what was cast last, as far as the poll allows it', () => {
    fc.assert(fc.property(beginning, fc.oneof(attempts, redefinitions), (start, attempts) => {
      const cast = new Map<string, Map<Actor, Answer>>()
      const castIn = (round: string) => cast.get(round) ?? cast.set(round, new Map()).get(round)!
      let current = new Map<string, string>()
      let known = 1
      live(start, attempts, (room) => {
        for (const { by, command } of room.accepted.slice(known)) {
          if (command.type === 'ballot:cast')
            isEmpty(command.answer) ? castIn(command.round).delete(by) : castIn(command.round).set(by, command.answer)
          else if (command.type === 'poll:restore' || (command.type === 'step:undo' && room.accepted.some(entry => entry.command.id === command.step && entry.command.type === 'poll:reset')))
            castIn(current.get(command.poll!)!).forEach((answer, by) => castIn(room.round(command.poll!).id).set(by, answer))
        }
        known = room.accepted.length
        current = new Map(polls(room).map(({ def }) => [def.id, room.round(def.id).id]))
        for (const poll of polls(room)) {
          for (const { id, ballots } of rounds(poll)) {
            const fitting = [...castIn(id)].map(([by, answer]) => [by, rulesOf(poll.def).prune(poll.def, answer)] as const).filter(([, answer]) => !isEmpty(answer))
            expect(Object.fromEntries(ballots)).toEqual(Object.fromEntries(fitting))
          }
        }
      })
    }))
  })

  it('[B7] [B8] keeps rounds in order, at most one open, and none after the end', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      live(start, attempts, (room) => {
        for (const { rounds } of polls(room)) {
          expect(rounds.every(({ no }, index) => no === index + 1)).toBe(true)
          expect(rounds.findIndex(({ voting }) => voting === 'open')).toBeOneOf([-1, room.workshop.ended ? -1 : rounds.length - 1])
          expect(rounds.every(({ results, revealed }) => results === 'hidden' || revealed)).toBe(true)
        }
      })
    }))
  })

  it('[B2] gives every round its own id', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      const known = new Map<string, Round>()
      live(start, attempts, (room) => {
        for (const round of polls(room).flatMap(rounds)) {
          expect(known.get(round.id) ?? round).toBe(round)
          known.set(round.id, round)
        }
      })
    }))
  })

  it('[C2] [C4] changes nothing for a refused command, and logs every one', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      let before = ''
      let length = 1
      live(start, attempts, (room, answer) => {
        const now = doneIn(room.workshop)
        expect(reply.safeParse(answer).success).toBe(true)
        expect([room.entries.length, room.workshop.rev]).toEqual([++length, length])
        if (!answer.ok)
          expect(now).toBe(before || doneIn(play(start).workshop))
        before = now
      })
    }))
  })

  it('[C3] answers a command that is sent twice as before, and counts it once', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      live(start, attempts, (room, answer) => {
        const { by, command } = room.entries.at(-1)!
        const before = doneIn(room.workshop)
        expect(room.submit(by, command)).toEqual(answer)
        expect(doneIn(room.workshop)).toBe(before)
      })
    }))
  })

  it('[V3] makes views that fit their schemas, with notes for the facilitator only', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      const room = live(start, attempts)
      const seen = [
        downMessages.attendee.payload.parse(attendeeView(room.workshop)),
        ...(['screen', 'record', 'everything'] as const).flatMap(audience => polls(room).map(poll => downMessages.poll.payload.parse(pollView(poll, audience, room.workshop)))),
      ]
      expect(JSON.stringify(seen)).not.toContain(NOTE)
      downMessages.own.payload.parse(ownView(room.workshop, 'ann'))
      for (const poll of polls(room))
        expect(downMessages.poll.payload.parse(pollView(poll, 'facilitator', room.workshop)).def).toEqual(poll.def)
    }))
  })
})

it('[D2] pruning leaves an answer that fits the poll, and doesn\'t change one that fits already', () => {
  const left = new Set<string>()
  fc.assert(fc.property(redefined, ({ before, after, answer }) => {
    fc.pre(problemWith(before, answer) === null)
    const kept = rulesOf(after).prune(after, answer)
    const fits = problemWith(after, answer) === null
    expect(problemWith(after, kept)).toBeNull()
    expect(isSameAnswer(kept, answer)).toBe(fits)
    left.add(`${after.kind}: ${fits ? 'all' : 'less'}`)
  }), { numRuns: 3000 })
  expect([...left].sort()).toEqual(POLL_KINDS.flatMap(kind => [`${kind}: all`, `${kind}: less`]).sort())
})

describe('a log', () => {
  it('[F1] folds to the state of the room that wrote it, every time, and is not changed', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      const room = live(start, attempts)
      const log = JSON.stringify(room.entries)
      expect(textOf(fold(room.entries))).toBe(textOf(room.workshop))
      expect(textOf(fold(room.entries))).toBe(textOf(room.workshop))
      expect(JSON.stringify(room.entries)).toBe(log)
    }))
  })

  it('[F1] folds in two parts to the same state', () => {
    fc.assert(fc.property(beginning, attempts, fc.nat(), (start, attempts, cut) => {
      const { entries } = live(start, attempts)
      const at = 1 + cut % entries.length
      const workshop = fold(entries.slice(0, at))
      for (const entry of entries.slice(at))
        settle(workshop, entry)
      expect(textOf(workshop)).toBe(textOf(fold(entries)))
    }))
  })

  it('[F1] [C4] survives JSON, and all of its commands fit their schemas', () => {
    fc.assert(fc.property(beginning, attempts, (start, attempts) => {
      const { entries } = live(start, attempts)
      const read = entries.map(entry => JSON.parse(JSON.stringify(entry)))
      expect(read).toEqual(entries)
      expect(read.map(entry => command.parse(entry.command))).toEqual(entries.map(entry => entry.command))
      expect(textOf(fold(read))).toBe(textOf(fold(entries)))
    }))
  })
})
