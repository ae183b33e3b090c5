import type { PollDef } from './poll.ts'
import type { Command, CommandOf, PostCommand } from './protocol/up.ts'
import type { Entry, Poll, Round, Workshop } from './workshop.ts'
import { isPosts } from './answer.ts'
import { castIn, mergeBallots, putBallot, refitBallots } from './ballots.ts'
import { hasOptions } from './kinds.ts'
import { awaitsOptions, optionsFrom } from './options.ts'
import { judge, unjudged } from './posts.ts'
import { roleOf } from './roles.ts'
import { applySeat, voterOf } from './seats.ts'
import { emptyTally } from './tally.ts'
import { allRounds, currentRound, hasBallots } from './workshop.ts'

/** Command ids remembered for each sender, at least. A phone has at most a few on their way at once. */
const REMEMBERED = 64
const NONE: string[] = []

/**
 * Folds a whole log. The same entries always give the same state. [F1]
 * @throws Error when the log does not begin with `workshop:start`
 */
export function fold(entries: Iterable<Entry>): Workshop {
  let workshop: Workshop | undefined
  for (const entry of entries) {
    if (workshop)
      apply(workshop, entry)
    else
      workshop = begin(entry)
  }
  if (!workshop)
    throw new Error('The log is empty: its first entry should be workshop:start.')
  return workshop
}

/** The state after a log's first entry. */
export function begin({ at, command }: Entry): Workshop {
  if (command.type !== 'workshop:start')
    throw new Error(`The log begins with ${command.type}; its first entry should be workshop:start.`)
  return {
    id: command.workshop,
    title: command.title,
    startedAt: at,
    opening: command.opening,
    ended: false,
    polls: new Map(command.polls.map(def => [def.id, newPoll(def, { rev: 1, attendeeRev: 1, asked: 0 })])),
    ...settingsOf(command),
    asked: 0,
    said: new Map(),
    seats: new Map(),
    seated: new Map(),
    slide: { no: 1, clicks: 0, poll: null, by: null },
    rev: 1,
    attendeeRev: 1,
    seen: new Map(),
  }
}

function settingsOf({ roles = [], smallestGroup = 5, reactions = [] }: Pick<CommandOf<'workshop:define'>, 'roles' | 'smallestGroup' | 'reactions'>): Pick<Workshop, 'roles' | 'smallestGroup' | 'reactions'> {
  return { roles, smallestGroup, reactions: { emoji: reactions, on: reactions.length > 0 } }
}

/** Folds one more entry, which `decide` has let pass, into the state. The state is changed in place. */
export function apply(workshop: Workshop, { by, command }: Entry): void {
  workshop.rev++
  remember(workshop, by, command.id)
  if (command.type === 'ballot:cast') {
    for (const id of command.instead ?? []) {
      // It may be named again and again, and shall push no other out.
      if (!workshop.seen.get(by)!.latest.includes(id))
        remember(workshop, by, id)
    }
    return castBallot(workshop, voterOf(workshop, by)!, command)
  }
  if (command.type === 'slide:show')
    return showSlide(workshop, command)
  if (command.type === 'role:say')
    return sayRole(workshop, voterOf(workshop, by)!, command)
  if (command.type === 'post:judge' || command.type === 'post:mark' || command.type === 'post:group')
    return judgePost(workshop, command)
  // Whether somebody has a seat is no phone's business but their own. [Q5]
  if (command.type === 'seat:take' || command.type === 'seat:release')
    return applySeat(workshop, by, command)
  workshop.attendeeRev++
  switch (command.type) {
    case 'reaction:send':
    case 'seat:claim':
      return
    case 'seats:issue':
      return applySeat(workshop, by, command)
    case 'reactions:allow':
      workshop.reactions.on = command.on
      return
    case 'workshop:end':
      workshop.ended = true
      for (const poll of workshop.polls.values()) {
        if (currentRound(poll).voting === 'open')
          change(workshop, poll).voting = 'closed'
      }
      return
    case 'workshop:reopen':
      workshop.ended = false
      return
    case 'workshop:define':
      return define(workshop, command)
    case 'workshop:start':
      throw new Error('workshop:start stands in the middle of the log.')
    default:
      return applyToPoll(workshop, workshop.polls.get(command.poll)!, command.type)
  }
}

function remember({ seen }: Workshop, by: string, id: string): void {
  let known = seen.get(by)
  if (!known)
    seen.set(by, known = { latest: [], before: NONE })
  if (known.latest.length === REMEMBERED) {
    known.before = known.latest
    known.latest = []
  }
  known.latest.push(id)
}

type Revisions = Pick<Workshop, 'rev' | 'attendeeRev' | 'asked'>

function newPoll(def: PollDef, revisions: Revisions): Poll {
  return { def, rounds: [newRound(def, 1, revisions)], setAside: null, split: false, rev: revisions.rev }
}

/**
 * Its id has a number that moves with every command that starts a round, so that no id comes twice, even where a poll went
 * and came back; and with no ballot, a question on a board included, so that the id tells nothing of them. [V1]
 */
function newRound(def: PollDef, no: number, { attendeeRev, asked }: Revisions): Round {
  return {
    id: `${def.id}#${attendeeRev - asked}`,
    no,
    voting: 'idle',
    results: 'hidden',
    revealed: false,
    ballots: new Map(),
    cast: null,
    tally: emptyTally(def),
    judgements: new Map(),
    roles: new Map(),
  }
}

/** The poll's current round, about to be changed. */
function change(workshop: Workshop, poll: Poll): Round {
  poll.rev = workshop.rev
  return currentRound(poll)
}

function castBallot(workshop: Workshop, by: string, { poll: id, answer }: CommandOf<'ballot:cast'>): void {
  const poll = workshop.polls.get(id)!
  const round = change(workshop, poll)
  // A question has to reach the phones of those who may want it; how many do is for the screen.
  if (poll.def.kind === 'board' && round.results === 'shown' && !poll.def.moderated && postIds(castIn(round).get(by)) !== postIds(answer)) {
    workshop.attendeeRev++
    workshop.asked++
  }
  putBallot(poll.def, round, by, answer, roleOf(workshop.said, by))
}

function postIds(answer: CommandOf<'ballot:cast'>['answer'] | undefined): string {
  return answer && isPosts(answer) ? answer.posts.map(({ id }) => id).join(' ') : ''
}

/** [G5] */
function sayRole(workshop: Workshop, by: string, { role }: CommandOf<'role:say'>): void {
  workshop.said.set(by, role)
  for (const poll of workshop.polls.values()) {
    const round = currentRound(poll)
    if (round.voting !== 'open' || !round.ballots.has(by))
      continue
    if (role === null)
      round.roles.delete(by)
    else
      round.roles.set(by, role)
  }
}

function judgePost(workshop: Workshop, command: PostCommand): void {
  const poll = workshop.polls.get(command.poll)!
  const round = change(workshop, poll)
  round.judgements.set(command.post, judge(round.judgements.get(command.post) ?? unjudged(poll.def), command))
  // Before that, phones learn nothing of what was written, not even that something was. [V1]
  if (round.results === 'shown')
    workshop.attendeeRev++
}

function showSlide(workshop: Workshop, { no, clicks, poll: id, id: by }: CommandOf<'slide:show'>): void {
  if (id !== workshop.slide.poll)
    workshop.attendeeRev++
  workshop.slide = { no, clicks, poll: id, by }
  const poll = id === null ? undefined : workshop.polls.get(id)
  if (poll && workshop.opening === 'auto' && !workshop.ended && currentRound(poll).voting === 'idle') {
    const waits = awaitsOptions(poll)
    if (waits && hasOptions(poll.def) && optionsFrom(workshop, poll.def).length === 0)
      return
    workshop.attendeeRev++
    open(workshop, poll)
  }
}

function open(workshop: Workshop, poll: Poll): void {
  if (awaitsOptions(poll))
    takeOptions(workshop, poll)
  const round = change(workshop, poll)
  round.voting = 'open'
  if (poll.def.live)
    reveal(round)
}

/** [O1] */
function takeOptions(workshop: Workshop, poll: Poll): void {
  if (!hasOptions(poll.def))
    return
  poll.def = { ...poll.def, options: optionsFrom(workshop, poll.def) }
  for (const round of allRounds(poll))
    round.tally = emptyTally(poll.def)
}

function reveal(round: Round): void {
  round.results = 'shown'
  round.revealed = true
}

function applyToPoll(workshop: Workshop, poll: Poll, type: Extract<Command['type'], `poll:${string}`>): void {
  const round = change(workshop, poll)
  switch (type) {
    case 'poll:open':
      return open(workshop, poll)
    case 'poll:close':
      round.voting = 'closed'
      return
    case 'poll:reveal':
      return reveal(round)
    case 'poll:hide':
      round.results = 'hidden'
      return
    case 'poll:reset':
      // Else a second reset would lose the votes that the first one put aside.
      if (round.ballots.size > 0 || !poll.setAside)
        poll.setAside = round
      poll.rounds[poll.rounds.length - 1] = newRound(poll.def, round.no, workshop)
      return
    case 'poll:restore':
      return restore(workshop, poll, round)
    case 'poll:repeat': {
      if (round.voting === 'open')
        round.voting = 'closed'
      poll.setAside = null
      const next = newRound(poll.def, round.no + 1, workshop)
      // A word that was let through once is the same word again.
      if (poll.def.kind === 'words')
        next.judgements = new Map(round.judgements)
      poll.rounds.push(next)
      return open(workshop, poll)
    }
    case 'poll:split':
      poll.split = true
      return
    case 'poll:merge':
      poll.split = false
  }
}

function restore(workshop: Workshop, poll: Poll, newer: Round): void {
  const old = poll.setAside!
  mergeBallots(poll.def, old, newer)
  for (const [id, judgement] of newer.judgements)
    old.judgements.set(id, judgement)
  if (workshop.ended && old.voting === 'open')
    old.voting = 'closed'
  old.revealed ||= newer.revealed
  poll.rounds[poll.rounds.length - 1] = old
  poll.setAside = null
}

/** [D1] to [D3] */
function define(workshop: Workshop, command: CommandOf<'workshop:define'>): void {
  const { title, opening, polls } = command
  const before = workshop.polls
  const { reactions, ...settings } = settingsOf(command)
  Object.assign(workshop, settings)
  workshop.reactions = { emoji: reactions.emoji, on: reactions.on && (workshop.reactions.on || workshop.reactions.emoji.length === 0) }
  workshop.title = title
  workshop.opening = opening
  workshop.polls = new Map(polls.map((def) => {
    const poll = before.get(def.id)
    return [def.id, poll?.def.kind === def.kind ? redefine(workshop, poll, def) : newPoll(def, workshop)]
  }))
  // Before the polls with votes return: whether a gone one is on the phones shall not tell of ballots. [V1]
  if (workshop.slide.poll !== null && !workshop.polls.has(workshop.slide.poll))
    workshop.slide = { ...workshop.slide, poll: null }
  for (const [id, poll] of before) {
    if (!workshop.polls.has(id) && hasBallots(poll))
      workshop.polls.set(id, poll)
  }
}

function redefine(workshop: Workshop, poll: Poll, declared: PollDef): Poll {
  // Options that came from other polls stay: votes may hang on them. [O1]
  const def = hasOptions(declared) && declared.from && hasOptions(poll.def) && poll.def.from ? { ...declared, options: poll.def.options } : declared
  for (const round of allRounds(poll))
    refitBallots(def, round)
  return { ...poll, def, rev: workshop.rev }
}
