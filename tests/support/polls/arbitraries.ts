import type { CommandOf, LoggedCommand, WithoutId } from '../../../core/commands/commands.ts'
import type { Answer, PollDef, PollKind } from '../../../core/kinds/kinds.ts'
import type { Option } from '../../../core/kinds/schemas/fields.ts'
import type { Role } from '../../../core/protocol/down.ts'
import type { PollCommandType } from '../../../core/steps/names.ts'
import type { Actor } from '../../../core/workshop.ts'
import type { Play } from './play.ts'
import fc from 'fast-check'
import { POLL_KINDS } from '../../../core/kinds/kinds.ts'
import { pollCommandTypes } from '../../../core/steps/names.ts'
import { currentRound, FACILITATOR, SERVER } from '../../../core/workshop.ts'
import { asks, divides, estimates, picks, places, ranks, rates, says, spends, writes } from './answers.ts'

const OPTIONS = ['a', 'b', 'c', 'd']
const POLLS = ['pick', 'spend', 'rate', 'mood', 'order', 'map', 'guess', 'wall', 'cloud', 'board']
/** In every option: a view that holds it shows what only the facilitator may read. */
export const NOTE = 'for the facilitator only'
const ROLES: Role[] = [{ id: 'dev', label: 'Dev' }, { id: 'ops', label: 'Ops' }]
const ATTENDEES = ['ann', 'bob', 'cem']

/**
 * Something that is tried: plain data, so that the same attempts can be made in another room. Some are refused; a
 * property is about what happens then, too.
 */
export type Attempt
  = | { type: 'vote', by: Actor, poll: string, answer: Answer, late: boolean }
    | { type: 'press', press: PollCommandType, poll: string }
    | { type: 'judge', command: Pick<CommandOf<'post:judge'>, 'type' | 'post' | 'verdict'> | Pick<CommandOf<'post:mark'>, 'type' | 'post' | 'mark' | 'on'> | Pick<CommandOf<'post:group'>, 'type' | 'post' | 'group'>, poll: string }
    | { type: 'role', by: Actor, role: string | null }
    | { type: 'show', no: number, poll: string | null }
    | { type: 'page', poll: string, page: number, post: string | null }
    | { type: 'end' | 'reopen' }
    | { type: 'count', command: CountdownCommand }
    | { type: 'pace', pace: 'room' | 'self' }
    | { type: 'undo', poll: string | null, other: boolean }
    | { type: 'define', polls: PollDef[], opening: 'auto' | 'manual', pace?: 'room' | 'self', ahead?: { polls: string[] } }
    | { type: 'resend', which: number }
    | { type: 'take', by: Actor, seat: string }
    | { type: 'release', seat: string }
    | { type: 'issue', seat: string }

type CountdownCommand = WithoutId<Extract<LoggedCommand, { type: `countdown:${string}` }>>

const someOptions = fc.shuffledSubarray(OPTIONS, { minLength: 2 }).map(ids => ids.map(id => ({ id, label: id.toUpperCase(), note: NOTE })))

const axis = { label: 'Axis', low: 'low', high: 'high' }
/** The kinds that a poll may be of; the others are choices. */
const KINDS: Record<string, PollKind[]> = {
  spend: ['dots', 'points'],
  rate: ['scale', 'dots'],
  order: ['rank'],
  map: ['matrix'],
  guess: ['estimate'],
  wall: ['text'],
  cloud: ['words'],
  board: ['board'],
}

function kindsOf(id: string): PollKind[] {
  return KINDS[id] ?? ['choice']
}

function pollOf(id: string, kinds = kindsOf(id)): fc.Arbitrary<PollDef> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    options: someOptions,
    live: id === 'mood' ? fc.constant(true) : fc.boolean(),
    most: fc.integer({ min: 1, max: 3 }),
    quiz: fc.boolean(),
    moderated: fc.boolean(),
  }).map(fields => definition(id, fields))
}

/** @param fields of which a poll has those that its kind knows */
function definition(id: string, { kind, options, live, most, quiz, moderated }: { kind: PollKind, options: Option[], live: boolean, most: number, quiz: boolean, moderated: boolean }): PollDef {
  const common = { id, title: `The poll ${id}`, live }
  switch (kind) {
    case 'choice':
      return { ...common, options, kind, max: most, ...quiz && { right: [options[0]!.id] } }
    case 'dots':
      return { ...common, options, kind, dots: most + 1, perOption: most }
    case 'points':
      return { ...common, options, kind, points: most + 1, step: 1 }
    case 'scale':
      return { ...common, options, kind, levels: ['No', 'Partly', 'Mostly', 'Yes'].slice(0, most + 1) }
    case 'rank':
      return { ...common, options, kind, top: most }
    case 'matrix':
      return { ...common, options, kind, x: axis, y: axis, corners: ['a', 'b', 'c', 'd'] }
    case 'estimate':
      return { ...common, kind, min: 0, max: most, step: 1, ...quiz && { right: 1, within: 0 } }
    case 'text':
    case 'words':
    case 'board':
      return { ...common, kind, max: most, moderated }
  }
}

/** Some of the polls, in any order. */
const definitions = fc.shuffledSubarray(POLLS, { minLength: 1 }).chain(ids => fc.tuple(...ids.map(id => pollOf(id))))
const opening = fc.constantFrom<('auto' | 'manual')[]>('auto', 'manual')

const poll = fc.constantFrom(...POLLS)
const pace = fc.constantFrom<('room' | 'self')[]>('room', 'self')
const ahead = fc.record({ polls: fc.subarray(POLLS), until: fc.integer({ min: 1, max: 40 }) }, { requiredKeys: ['polls'] })

const someIds = fc.shuffledSubarray(OPTIONS, { maxLength: 3 })
const numbers = fc.dictionary(fc.constantFrom(...OPTIONS), fc.integer({ min: 1, max: 3 }), { maxKeys: 3, noNullPrototype: true })
const step = fc.integer({ min: 1, max: 5 })
/** Some of one attendee's, some of another's: ids are whoever's comes first. */
const POSTS = ['post-001', 'post-002', 'post-003', 'post-004']
const somePosts = fc.uniqueArray(fc.record({ id: fc.constantFrom(...POSTS), text: fc.constantFrom('Why?', 'How  so?') }), { maxLength: 2, selector: ({ id }) => id })

/** Answers of every kind. Whether one fits a poll is for its rules to say. */
const answers: { [Kind in PollKind]: fc.Arbitrary<Extract<Answer, { kind: Kind }>> } = {
  choice: someIds.map(ids => picks(...ids)),
  dots: numbers.map(spends),
  scale: numbers.map(rates),
  rank: someIds.map(ids => ranks(...ids)),
  points: numbers.map(divides),
  matrix: fc.dictionary(fc.constantFrom(...OPTIONS), fc.tuple(step, step), { maxKeys: 3, noNullPrototype: true }).map(places),
  estimate: fc.integer({ min: -1, max: 4 }).map(estimates),
  words: fc.uniqueArray(fc.constantFrom('Trust', 'trust', 'Speed', ' speed', 'calm'), { maxLength: 2 }).map(words => says(...words)),
  text: somePosts.map(posts => writes(...posts)),
  board: fc.tuple(somePosts, fc.uniqueArray(fc.constantFrom(...POSTS), { maxLength: 2 })).map(([posts, wanted]) => asks(posts, wanted)),
}

function answersOf(kinds: readonly PollKind[]): fc.Arbitrary<Answer> {
  return fc.oneof(...kinds.map(kind => answers[kind]))
}

/** Mostly of a kind that its poll may be of. */
const vote = poll.chain(poll => fc.record({
  type: fc.constant('vote' as const),
  by: fc.constantFrom(...ATTENDEES),
  poll: fc.constant(poll),
  answer: fc.oneof({ weight: 9, arbitrary: answersOf(kindsOf(poll)) }, { weight: 1, arbitrary: answersOf(POLL_KINDS) }),
  late: fc.nat(9).map(chance => chance === 9),
}))

const post = fc.constantFrom(...POSTS, 'trust', 'speed')
const judge = fc.record({
  type: fc.constant('judge' as const),
  poll: fc.constantFrom('wall', 'cloud', 'board', 'pick'),
  command: fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constant('post:judge' as const), post, verdict: fc.constantFrom('shown' as const, 'removed' as const, 'waiting' as const) }) },
    fc.record({ type: fc.constant('post:mark' as const), post, mark: fc.constantFrom('pinned' as const, 'answered' as const, 'parked' as const), on: fc.boolean() }),
    fc.record({ type: fc.constant('post:group' as const), post, group: fc.option(fc.constant('Tools')) }),
  ),
})

const seconds = fc.integer({ min: 1, max: 300 })
const count = fc.record({
  type: fc.constant('count' as const),
  command: fc.oneof(
    { weight: 3, arbitrary: fc.record({ type: fc.constant('countdown:start' as const), poll, seconds, closes: fc.boolean() }) },
    fc.record({ type: fc.constant('countdown:extend' as const), seconds }),
    fc.record({ type: fc.constant('countdown:stop' as const) }),
    // Which command set it is known once it is sent.
    fc.record({ type: fc.constant('countdown:end' as const), setBy: fc.constantFrom('of-another-countdown', '') }),
  ),
})

const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  { weight: 10, arbitrary: vote },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('press'), press: fc.constant('poll:open'), poll }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('press'), press: fc.constantFrom(...pollCommandTypes.filter(type => type !== 'poll:open')), poll }) },
  { weight: 3, arbitrary: judge },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('role'), by: fc.constantFrom(...ATTENDEES), role: fc.constantFrom('dev', 'ops', 'ghost', null) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('show'), no: fc.integer({ min: 1, max: 9 }), poll: fc.option(poll) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('page'), poll, page: fc.integer({ min: 1, max: 3 }), post: fc.option(post) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('end', 'reopen') }) },
  { weight: 3, arbitrary: count },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('undo'), poll: fc.option(poll, { freq: 9 }), other: fc.nat(9).map(chance => chance === 9) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('pace'), pace }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('define'), polls: definitions, opening, pace, ahead }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('resend'), which: fc.nat(40) }) },
)

/** What a room starts with. */
export const beginning = fc.record({ polls: definitions, opening, roles: fc.constant(ROLES), pace: fc.constantFrom<('room' | 'self')[]>('room', 'room', 'room', 'self'), ahead })

/** What a room goes through. */
export const attempts = fc.array(attempt, { maxLength: 40, size: 'max' })

/** What a single poll goes through whose options and limits change all the time. */
export const redefinitions = fc.array(fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('vote' as const), by: fc.constantFrom(...ATTENDEES), poll: fc.constant('pick'), answer: answers.choice, late: fc.constant(false) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('define' as const), polls: fc.tuple(pollOf('pick')), opening }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('press' as const), press: fc.constantFrom('poll:open' as const, 'poll:reset' as const, 'poll:restore' as const, 'poll:repeat' as const), poll: fc.constant('pick') }) },
), { maxLength: 40, size: 'max' })

/** Fewer than attendees, and one that may never be issued. */
export const SEATS = ['one', 'two', 'other'].map(seatOf)
const seat = fc.constantFrom(...SEATS)

/** What a room goes through where seats are needed. */
export const seatedAttempts = fc.array(fc.oneof(
  { weight: 12, arbitrary: attempt },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('take' as const), by: fc.constantFrom(...ATTENDEES), seat }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('release' as const), seat }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('issue' as const), seat }) },
), { maxLength: 60, size: 'max' })

/** A seat as the log has it. */
export function seatOf(name: string): string {
  return `s:${name.padEnd(16, '-')}`
}

/**
 * The command that an attempt comes to in a room as it stands.
 * @param no makes the command's id
 */
export function commandOf(room: Play, attempt: Attempt, no: number): { by: Actor, command: LoggedCommand } {
  const id = `attempt-${no}`
  switch (attempt.type) {
    case 'vote': {
      const poll = room.workshop.polls.get(attempt.poll)
      const round = attempt.late || !poll ? `${attempt.poll}#0` : currentRound(poll).id
      return { by: attempt.by, command: { type: 'ballot:cast', id, poll: attempt.poll, round, answer: attempt.answer } }
    }
    case 'press':
      return { by: FACILITATOR, command: { type: attempt.press, id, poll: attempt.poll } }
    case 'judge':
      return { by: FACILITATOR, command: { ...attempt.command, id, poll: attempt.poll } as LoggedCommand }
    case 'role':
      return { by: attempt.by, command: { type: 'role:say', id, role: attempt.role } }
    case 'show':
      return { by: FACILITATOR, command: { type: 'slide:show', id, no: attempt.no, clicks: 0, poll: attempt.poll } }
    case 'page':
      return { by: FACILITATOR, command: { type: 'result:page', id, poll: attempt.poll, page: attempt.page, post: attempt.post } }
    case 'count':
      return attempt.command.type === 'countdown:end'
        ? { by: SERVER, command: { ...attempt.command, id, setBy: attempt.command.setBy || (room.workshop.countdown?.setBy ?? 'no-countdown') } }
        : { by: FACILITATOR, command: { ...attempt.command, id } }
    case 'undo': {
      const step = attempt.poll === null ? room.workshop.end?.id : room.workshop.polls.get(attempt.poll)?.steps.at(-1)?.id
      return { by: FACILITATOR, command: { type: 'step:undo', id, poll: attempt.poll, step: attempt.other || !step ? 'another-step' : step } }
    }
    case 'take':
      return { by: attempt.by, command: { type: 'seat:take', id, seat: attempt.seat } }
    case 'release':
      return { by: FACILITATOR, command: { type: 'seat:release', id, seat: attempt.seat } }
    case 'issue':
      return { by: SERVER, command: { type: 'seats:issue', id, seats: [attempt.seat] } }
    case 'pace':
      return { by: FACILITATOR, command: { type: 'pace:set', id, pace: attempt.pace } }
    case 'define': {
      const { type: _, ...definition } = attempt
      return { by: SERVER, command: { type: 'workshop:define', id, title: 'Defined anew', ...definition, roles: ROLES } }
    }
    case 'resend':
      return room.entries[1 + attempt.which % Math.max(1, room.entries.length - 1)] ?? { by: FACILITATOR, command: { type: 'workshop:reopen', id } }
    default:
      return { by: FACILITATOR, command: { type: `workshop:${attempt.type}`, id } }
  }
}

/** A poll as it was and as it is, of the same kind, and an answer of that kind; that it fits is for the property to ask. */
export const redefined = poll.chain(id => fc.constantFrom(...kindsOf(id)).chain(kind => fc.record({ before: pollOf(id, [kind]), after: pollOf(id, [kind]), answer: answers[kind] })))
