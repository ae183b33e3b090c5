import type { Content } from '../../../authoring/load.ts'
import type { LoggedCommand, WithoutId } from '../../../core/commands/commands.ts'
import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { Workshop } from '../../../core/workshop.ts'
import { begin, entryOf, settle } from '../../../core/fold.ts'
import { hasOptions, optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { postsIn } from '../../../core/kinds/shared/written.ts'
import { RULES } from '../../../core/rules.ts'
import { currentRound, FACILITATOR, SERVER } from '../../../core/workshop.ts'
import { likelyAnswer } from '../../../tools/gallery/answers.ts'
import { picks, rates, spends } from './answers.ts'

const STARTED = Date.UTC(2026, 10, 24, 9)

/** What is done with some polls beyond a first round. */
interface Further {
  /** Polls with a second round, in which many answer otherwise. */
  twice?: ReadonlySet<string>
  /** Polls whose result is shown by role. */
  byRole?: ReadonlySet<string>
  /** Polls that nobody votes on. */
  never?: ReadonlySet<string>
  /** What each person answers, by poll; others answer as is likely. */
  answers?: ReadonlyMap<string, readonly Answer[]>
}

/**
 * A workshop on given content in which everybody voted on everything and saw each result.
 * @param people how many; the votes are spread over all options, unevenly, and the people over all roles
 */
export function votedWorkshop({ file, polls }: Pick<Content, 'file' | 'polls'>, people: number, { twice = new Set(), byRole = new Set(), never = new Set(), answers = new Map() }: Further = {}): Workshop {
  const start: LoggedCommand = { type: 'workshop:start', id: 'start', workshop: '2026-11-24-test', title: file.title, opening: file.opening, polls, roles: file.roles }
  const workshop = begin({ at: STARTED, by: SERVER, rules: RULES, command: start })
  let sent = 0
  const does = (by: string, command: WithoutId<LoggedCommand>) => settle(workshop, entryOf(STARTED, by, { ...command, id: `c${sent++}` } as LoggedCommand))
  for (let person = 0; person < people && file.roles.length > 0; person++)
    does(`a:${person}`, { type: 'role:say', role: file.roles[person % file.roles.length]!.id } as LoggedCommand)
  const play = (poll: string, answerOf: (def: PollDef, person: number) => Answer) => {
    const { def } = workshop.polls.get(poll)!
    const round = currentRound(workshop.polls.get(poll)!).id
    for (let person = 0; person < people; person++)
      does(`a:${person}`, { type: 'ballot:cast', poll, round, answer: answers.get(poll)?.[person] ?? answerOf(def, person) } as LoggedCommand)
    for (const post of postsIn(currentRound(workshop.polls.get(poll)!).tally).keys())
      does(FACILITATOR, { type: 'post:judge', poll, post, verdict: 'shown' } as LoggedCommand)
    does(FACILITATOR, { type: 'poll:close', poll } as LoggedCommand)
    does(FACILITATOR, { type: 'poll:reveal', poll } as LoggedCommand)
  }
  // What takes its options from other results comes after them.
  const takes = (def: PollDef) => Number(hasOptions(def) && def.from !== undefined)
  for (const { id: poll } of polls.filter(({ id }) => !never.has(id)).toSorted((a, b) => takes(a) - takes(b))) {
    does(FACILITATOR, { type: 'poll:open', poll } as LoggedCommand)
    play(poll, answerOf)
    if (twice.has(poll)) {
      does(FACILITATOR, { type: 'poll:repeat', poll } as LoggedCommand)
      play(poll, (def, person) => answerOf(def, person + person % 3))
    }
    if (byRole.has(poll))
      does(FACILITATOR, { type: 'poll:split', poll } as LoggedCommand)
  }
  return workshop
}

function answerOf(def: PollDef, person: number): Answer {
  const options = optionsOf(def)
  const id = (index: number) => options[Math.floor(index) % options.length]!.id
  switch (def.kind) {
    case 'choice':
      return picks(id(Math.sqrt(person)))
    case 'dots':
      return spends({ [id(person / 3)]: 2, [id(person / 3 + 1 + person % 2)]: 1 })
    case 'scale':
      // Every seventh cannot say, where that is an answer.
      return rates(Object.fromEntries(options.map((option, index) => [option.id, def.unsure !== undefined && (person + index) % 7 === 3 ? 0 : 1 + (person * (index + 1) + index) % def.levels.length])))
    default:
      return likelyAnswer(def, person)
  }
}
