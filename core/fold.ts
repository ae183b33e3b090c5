import type { Answer } from './answer.ts'
import type { PollDef } from './poll.ts'
import type { CommandOf, PostCommand } from './protocol/up.ts'
import type { Actor, Entry, Poll, Posts, Round, Workshop } from './workshop.ts'
import { isPosts } from './answer.ts'
import { castIn, putBallot, refitBallots } from './ballots.ts'
import { hasOptions, optionsOf } from './kinds.ts'
import { lacksOptions } from './options.ts'
import { applyToPoll, change, giveOut, newPoll, open } from './poll-steps.ts'
import { isLetThrough, judge, labelOf } from './posts.ts'
import { showFirstPage, takeAlone, turnPage } from './result-page.ts'
import { roleOf } from './roles.ts'
import { applySeat, voterOf } from './seats.ts'
import { clean, formerKeyOf } from './text.ts'
import { isVoting, rememberStep, undoStep } from './undo.ts'
import { allRounds, currentRound, hasBallots, roundOf, SERVER } from './workshop.ts'

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
    rules: command.rules ?? 1,
    ended: false,
    end: null,
    polls: new Map(command.polls.map(def => [def.id, newPoll(def, { rev: 1, attendeeRev: 1, asked: 0 })])),
    replaced: new Map(),
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
    return showSlide(workshop, command, by)
  if (command.type === 'result:page')
    return turnPage(workshop, command)
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
      return end(workshop, command.id)
    case 'workshop:reopen':
      workshop.ended = false
      workshop.end = null
      return
    case 'step:undo':
      return undo(workshop, command)
    case 'workshop:define':
      return define(workshop, command)
    case 'workshop:start':
      throw new Error('workshop:start stands in the middle of the log.')
    default:
      showFirstPage(workshop, command.poll)
      return applyToPoll(workshop, workshop.polls.get(command.poll)!, command)
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

function castBallot(workshop: Workshop, by: string, { poll: id, answer }: CommandOf<'ballot:cast'>): void {
  const poll = workshop.polls.get(id)!
  const round = change(workshop, poll)
  // A question that the room sees comes to the phones of those who may want it, and goes when it is taken back; how many want it is for the screen.
  if (poll.def.kind === 'board' && round.results === 'shown' && changedPosts(castIn(round).get(by), answer).some(id => isLetThrough(poll.def, round.judgements.get(id)))) {
    workshop.attendeeRev++
    workshop.asked++
  }
  keepPosts(round.posts, by, answer)
  putBallot(poll.def, round, by, answer, roleOf(workshop.said, by))
}

/** [A10] */
function keepPosts({ texts, written }: Posts, by: Actor, answer: Answer): void {
  if (!isPosts(answer))
    return
  for (const { id, text } of answer.posts) {
    if (texts.has(id))
      continue
    texts.set(id, { by, text })
    written.set(by, (written.get(by) ?? 0) + 1)
  }
}

/** The ids of posts that are in one of two answers only. */
function changedPosts(before: Answer | undefined, now: Answer): string[] {
  const [was, is] = [before, now].map(answer => answer && isPosts(answer) ? answer.posts.map(({ id }) => id) : [])
  return [...was!.filter(id => !is!.includes(id)), ...is!.filter(id => !was!.includes(id))]
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
  takeAlone(workshop, command)
  const poll = workshop.polls.get(command.poll)!
  poll.rev = workshop.rev
  // A word is the same word in each round, and what is taken from the screen is taken from all of them. [M5]
  const rounds = poll.def.kind === 'words' && command.type === 'post:judge' && command.verdict !== 'shown' ? poll.rounds : [roundOf(poll, command.post)]
  rounds.forEach(round => judgeIn(workshop, poll, round, command))
  // Before that, phones learn nothing of what was written, not even that something was. [V1]
  if (poll.rounds.some(({ results }) => results === 'shown'))
    workshop.attendeeRev++
}

function judgeIn(workshop: Workshop, poll: Poll, round: Round, command: PostCommand): void {
  // Older logs name no wording. What was taken from the screen then was all that counted as that word.
  const isFormer = command.type === 'post:judge' && command.verdict !== 'shown' && command.wording === undefined && workshop.rules === 1
  for (const [id, label] of labelsOf(poll.def, round, command.post, isFormer)) {
    const wording = command.type === 'post:judge' && command.wording !== undefined ? clean(command.wording) : label
    round.judgements.set(id, judge(poll.def, round.judgements.get(id), command, wording))
  }
}

/** What a command about a row is about, in the words that the facilitator reads: one row, or those that were one in an older log. */
function labelsOf(def: PollDef, { tally: { said }, judgements }: Round, post: string, isFormer: boolean): [id: string, label: string][] {
  const isAlone = def.kind !== 'words' || (said.has(post) && !isFormer)
  const ids = isAlone ? [post] : [...said.keys()].filter(key => key === post || formerKeyOf(key) === formerKeyOf(post))
  return ids.map(id => [id, labelOf(def, said.get(id) ?? { voters: 0, wordings: new Map() }, judgements.get(id))])
}

function showSlide(workshop: Workshop, { no, clicks, poll: wanted, key, id: by }: CommandOf<'slide:show'>, actor: Actor): void {
  // A poll that nobody declared does not keep the slides from moving: phones wait.
  const poll = wanted === null ? undefined : workshop.polls.get(wanted)
  const id = poll ? poll.def.id : null
  if (id !== workshop.slide.poll)
    workshop.attendeeRev++
  const page = no === workshop.slide.no ? workshop.slide.page : undefined
  workshop.slide = { no, clicks, poll: id, by, ...key !== undefined && { key }, ...page && { page } }
  // What the server shows, because the deck was edited, nobody has seen yet.
  const isShown = actor !== SERVER && workshop.opening === 'auto' && !workshop.ended
  if (poll && isShown && !poll.waits && currentRound(poll).voting === 'idle') {
    if (lacksOptions(workshop, poll))
      return
    workshop.attendeeRev++
    rememberStep(poll, by, 'poll:open')
    open(workshop, poll)
  }
}

function end(workshop: Workshop, id: string): void {
  workshop.ended = true
  const open = [...workshop.polls.values()].filter(poll => currentRound(poll).voting === 'open')
  open.forEach(poll => change(workshop, poll).voting = 'closed')
  workshop.end = { id, closed: open.map(({ def }) => def.id) }
  // The tables of a workshop that has ended hold what can be split by role.
  workshop.polls.forEach(poll => giveOut(workshop, poll))
}

function undo(workshop: Workshop, { poll: id }: CommandOf<'step:undo'>): void {
  if (id !== null) {
    const poll = workshop.polls.get(id)!
    showFirstPage(workshop, id)
    const { type } = undoStep(poll)
    if (workshop.end && isVoting(type))
      workshop.end.closed = workshop.end.closed.filter(closed => closed !== id)
    poll.rev = workshop.rev
    return giveOut(workshop, poll)
  }
  for (const closed of workshop.end!.closed) {
    const poll = workshop.polls.get(closed)
    if (poll && currentRound(poll).voting === 'closed')
      change(workshop, poll).voting = 'open'
  }
  workshop.ended = false
  workshop.end = null
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
  workshop.rules = command.rules ?? workshop.rules
  workshop.polls = new Map(polls.map((def) => {
    const poll = before.get(def.id)
    if (poll?.def.kind === def.kind)
      return [def.id, redefine(workshop, poll, def)]
    if (poll && hasBallots(poll) && workshop.rules > 1)
      workshop.replaced.set(`${def.id} ${poll.def.kind}`, poll)
    const returned = workshop.replaced.get(`${def.id} ${def.kind}`)
    workshop.replaced.delete(`${def.id} ${def.kind}`)
    // It heard nothing of an end meanwhile.
    if (returned && workshop.ended && currentRound(returned).voting === 'open')
      currentRound(returned).voting = 'closed'
    return [def.id, returned ? redefine(workshop, returned, def) : newPoll(def, workshop)]
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
  const isOther = optionsOf(def).map(({ id }) => id).sort().join(' ') !== optionsOf(poll.def).map(({ id }) => id).sort().join(' ')
  for (const round of allRounds(poll)) {
    refitBallots(def, round)
    round.splitsHeld ||= isOther && round.splits.length > 0
  }
  return { ...poll, def, rev: workshop.rev }
}
