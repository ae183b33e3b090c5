import type { Answer } from '../../core/answer.ts'
import type { PollDef } from '../../core/poll.ts'
import type { Command } from '../../core/protocol/up.ts'
import type { Actor } from '../../core/workshop.ts'
import type { Play } from './play.ts'
import fc from 'fast-check'
import { currentRound, FACILITATOR, SERVER } from '../../core/workshop.ts'

const OPTIONS = ['a', 'b', 'c', 'd']
const POLLS = ['pick', 'spend', 'rate', 'mood']
/** In every option: a view that holds it shows what only the facilitator may read. */
export const NOTE = 'for the facilitator only'
const ATTENDEES = ['ann', 'bob', 'cem']

/**
 * Something that is tried: plain data, so that the same attempts can be made in another room. Some are refused; a
 * property is about what happens then, too.
 */
export type Attempt
  = | { type: 'vote', by: Actor, poll: string, answer: Answer, late: boolean }
    | { type: 'press', press: 'poll:open' | 'poll:close' | 'poll:reveal' | 'poll:hide' | 'poll:reset' | 'poll:restore' | 'poll:repeat', poll: string }
    | { type: 'show', no: number, poll: string | null }
    | { type: 'end' | 'reopen' }
    | { type: 'define', polls: PollDef[], opening: 'auto' | 'manual' }
    | { type: 'resend', which: number }

const someOptions = fc.shuffledSubarray(OPTIONS, { minLength: 2 }).map(ids => ids.map(id => ({ id, label: id.toUpperCase(), note: NOTE })))

function pollOf(id: string): fc.Arbitrary<PollDef> {
  const kind = id === 'spend' ? fc.constant('dots') : id === 'rate' ? fc.constantFrom('scale', 'dots') : fc.constant('choice')
  return fc.record({ kind, options: someOptions, live: id === 'mood' ? fc.constant(true) : fc.boolean(), most: fc.integer({ min: 1, max: 3 }) })
    .map(({ kind, options, live, most }): PollDef => {
      const common = { id, title: `The poll ${id}`, options, live }
      if (kind === 'choice')
        return { ...common, kind, max: most }
      return kind === 'dots'
        ? { ...common, kind, dots: most + 1, perOption: most }
        : { ...common, kind: 'scale', levels: ['No', 'Partly', 'Mostly', 'Yes'].slice(0, most + 1) }
    })
}

/** Some of the polls, in any order. */
const definitions = fc.shuffledSubarray(POLLS, { minLength: 1 }).chain(ids => fc.tuple(...ids.map(pollOf)))
const opening = fc.constantFrom<('auto' | 'manual')[]>('auto', 'manual')

const picks: fc.Arbitrary<Answer> = fc.shuffledSubarray(OPTIONS, { maxLength: 3 })
const numbers: fc.Arbitrary<Answer> = fc.dictionary(fc.constantFrom(...OPTIONS), fc.integer({ min: 1, max: 3 }), { maxKeys: 3, noNullPrototype: true })
const poll = fc.constantFrom(...POLLS)

/** Mostly of the form that its poll wants; whether it fits is for the room to say. */
const vote = poll.chain(poll => fc.record({
  type: fc.constant('vote' as const),
  by: fc.constantFrom(...ATTENDEES),
  poll: fc.constant(poll),
  answer: fc.oneof({ weight: 9, arbitrary: poll === 'pick' || poll === 'mood' ? picks : numbers }, { weight: 1, arbitrary: fc.oneof(picks, numbers) }),
  late: fc.nat(9).map(chance => chance === 9),
}))

const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  { weight: 10, arbitrary: vote },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('press'), press: fc.constant('poll:open'), poll }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('press'), press: fc.constantFrom('poll:close', 'poll:reveal', 'poll:hide', 'poll:reset', 'poll:restore', 'poll:repeat'), poll }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('show'), no: fc.integer({ min: 1, max: 9 }), poll: fc.option(poll) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('end', 'reopen') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('define'), polls: definitions, opening }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('resend'), which: fc.nat(40) }) },
)

/** What a room starts with. */
export const beginning = fc.record({ polls: definitions, opening })

/** What a room goes through. */
export const attempts = fc.array(attempt, { maxLength: 40, size: 'max' })

/**
 * The command that an attempt comes to in a room as it stands.
 * @param no makes the command's id
 */
export function commandOf(room: Play, attempt: Attempt, no: number): { by: Actor, command: Command } {
  const id = `attempt-${no}`
  switch (attempt.type) {
    case 'vote': {
      const poll = room.workshop.polls.get(attempt.poll)
      const round = attempt.late || !poll ? `${attempt.poll}#0` : currentRound(poll).id
      return { by: attempt.by, command: { type: 'ballot:cast', id, poll: attempt.poll, round, answer: attempt.answer } }
    }
    case 'press':
      return { by: FACILITATOR, command: { type: attempt.press, id, poll: attempt.poll } }
    case 'show':
      return { by: FACILITATOR, command: { type: 'slide:show', id, no: attempt.no, clicks: 0, poll: attempt.poll } }
    case 'define':
      return { by: SERVER, command: { type: 'workshop:define', id, title: 'Defined anew', polls: attempt.polls, opening: attempt.opening } }
    case 'resend':
      return room.entries[1 + attempt.which % Math.max(1, room.entries.length - 1)] ?? { by: FACILITATOR, command: { type: 'workshop:reopen', id } }
    default:
      return { by: FACILITATOR, command: { type: `workshop:${attempt.type}`, id } }
  }
}
