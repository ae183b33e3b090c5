import type { Answer } from '../../core/answer.ts'
import type { PollDef } from '../../core/poll.ts'
import type { Command } from '../../core/protocol/up.ts'
import type { Workshop } from '../../core/workshop.ts'
import type { Workshop as Content } from '../../workshop/load.ts'
import { apply, begin } from '../../core/fold.ts'
import { hasOptions, optionsOf } from '../../core/kinds.ts'
import { currentRound, FACILITATOR, SERVER } from '../../core/workshop.ts'
import { likelyAnswer } from '../../gallery/answers.ts'

const STARTED = Date.UTC(2026, 10, 24, 9)

/**
 * A workshop on given content in which everybody voted on everything and saw each result.
 * @param people how many; the votes are spread over all options, unevenly
 */
export function votedWorkshop({ file, polls }: Content, people: number): Workshop {
  const start: Command = { type: 'workshop:start', id: 'start', workshop: '2026-11-24-test', title: file.title, opening: file.opening, polls }
  const workshop = begin({ at: STARTED, by: SERVER, command: start })
  let sent = 0
  // What takes its options from other results comes after them.
  const takes = (def: PollDef) => Number(hasOptions(def) && def.from !== undefined)
  for (const { id: poll } of polls.toSorted((a, b) => takes(a) - takes(b))) {
    const does = (by: string, command: Omit<Command, 'id'>) => apply(workshop, { at: STARTED, by, command: { ...command, id: `c${sent++}` } as Command })
    does(FACILITATOR, { type: 'poll:open', poll } as Command)
    const { def, rounds } = workshop.polls.get(poll)!
    const round = currentRound({ rounds } as never).id
    for (let person = 0; person < people; person++)
      does(`a:${person}`, { type: 'ballot:cast', poll, round, answer: answerOf(def, person) } as Command)
    for (const post of currentRound(workshop.polls.get(poll)!).tally.said.keys())
      does(FACILITATOR, { type: 'post:judge', poll, post, verdict: 'shown' } as Command)
    does(FACILITATOR, { type: 'poll:close', poll } as Command)
    does(FACILITATOR, { type: 'poll:reveal', poll } as Command)
  }
  return workshop
}

function answerOf(def: PollDef, person: number): Answer {
  const options = optionsOf(def)
  const id = (index: number) => options[Math.floor(index) % options.length]!.id
  switch (def.kind) {
    case 'choice':
      return [id(Math.sqrt(person))]
    case 'dots':
      return { [id(person / 3)]: 2, [id(person / 3 + 1 + person % 2)]: 1 }
    case 'scale':
      return Object.fromEntries(options.map((option, index) => [option.id, 1 + (person * (index + 1) + index) % def.levels.length]))
    default:
      return likelyAnswer(def, person)
  }
}
