import type { PollDef } from './poll.ts'
import type { AttendeeView, OwnView, PollView, RoomView } from './protocol/down.ts'
import type { Shift } from './shift.ts'
import type { Actor, Poll, Round, Workshop } from './workshop.ts'
import { hasOptions } from './kinds.ts'
import { resultOf } from './result.ts'
import { resultByRole } from './roles.ts'
import { needsSeats, seatCount, voterOf } from './seats.ts'
import { shiftOf } from './shift.ts'
import { currentRound } from './workshop.ts'

/** What the server knows that is not in the log. */
export interface Presence {
  online: number
  joinUrl: string
}

/** Whose eyes a poll is drawn for. `record` is the export: whatever was ever revealed; `everything` lifts even that. */
export type Eyes = 'screen' | 'facilitator' | 'record' | 'everything'

const publicDefs = new WeakMap<PollDef, PollDef>()

/** The poll without what only the facilitator may read. */
export function publicDef(def: PollDef): PollDef {
  let known = publicDefs.get(def)
  if (!known) {
    known = hasOptions(def) ? { ...def, options: def.options.map(({ note: _, ...option }) => option) } as PollDef : def
    if (known.kind === 'choice')
      known = withoutAnswer(known)
    publicDefs.set(def, known)
  }
  return known
}

function withoutAnswer({ right: _, ...def }: Extract<PollDef, { kind: 'choice' }>): PollDef {
  return def
}

/** What every phone shows. [V1] */
export function attendeeView(workshop: Workshop): AttendeeView {
  const { id, title, ended, slide, attendeeRev, roles, reactions } = workshop
  const poll = slide.poll === null ? undefined : workshop.polls.get(slide.poll)
  return {
    rev: attendeeRev,
    workshop: { id, title, ended, roles, ...needsSeats(workshop) && { seats: true }, reactions: reactions.on ? reactions.emoji : [] },
    poll: poll ? attendeePoll(poll) : null,
  }
}

function attendeePoll(poll: Poll): AttendeeView['poll'] {
  const round = currentRound(poll)
  const { id, no, voting, results } = round
  return {
    def: publicDef(poll.def),
    round: id,
    no,
    voting,
    results,
    ...results === 'shown' && { result: resultOf(poll.def, round, false) },
  }
}

/** What is one attendee's alone; where seats are needed, ballots and role are the seat's. [Q4] */
export function ownView(workshop: Workshop, attendee: Actor): OwnView {
  const voter = voterOf(workshop, attendee)
  const role = voter === null ? undefined : workshop.said.get(voter)
  return {
    ballots: voter === null ? {} : ballotsOf(workshop, voter),
    ...role !== undefined && { role },
    ...needsSeats(workshop) && { seated: workshop.seated.has(attendee) },
  }
}

function ballotsOf({ polls }: Workshop, voter: Actor): OwnView['ballots'] {
  const ballots: OwnView['ballots'] = {}
  for (const poll of polls.values()) {
    const round = currentRound(poll)
    const answer = round.ballots.get(voter)
    if (answer)
      ballots[round.id] = answer
  }
  return ballots
}

export function roomView(workshop: Workshop, { online, joinUrl }: Presence): RoomView {
  const { id, title, startedAt, ended, slide, rev, roles, reactions } = workshop
  const seats = seatCount(workshop)
  return { rev, workshop: { id, title, startedAt, ended, roles, reactions }, joinUrl, online, ...seats && { seats }, slide }
}

/** Which roles a result may be split by, and how small a group may be. */
type Groups = Pick<Workshop, 'roles' | 'smallestGroup'>

/**
 * One poll, for the eyes of a role. What they may not see is absent. [V2]
 */
export function pollView(poll: Poll, eyes: Eyes, { roles, smallestGroup }: Groups = { roles: [], smallestGroup: 5 }): PollView {
  const round = roundFor(poll, eyes)
  const previous = poll.rounds[poll.rounds.indexOf(round) - 1]
  const withResult = maySee(round, eyes)
  const all = eyes === 'facilitator'
  const byRole = withResult && (poll.split || all) ? resultByRole(poll.def, round, roles, smallestGroup) : null
  return {
    rev: poll.rev,
    def: all ? poll.def : publicDef(poll.def),
    round: round.id,
    no: round.no,
    voting: round.voting,
    results: round.results,
    voters: round.tally.voters,
    split: poll.split,
    ...withResult && { result: resultOf(poll.def, round, all) },
    ...byRole && { byRole },
    ...withResult && previous && maySee(previous, eyes === 'screen' ? 'record' : eyes) && { previous: before(poll.def, previous, round, all) },
    ...all && { restorable: poll.setAside !== null },
  }
}

function before(def: PollDef, previous: Round, round: Round, all: boolean): NonNullable<PollView['previous']> {
  const shift: Shift | null = shiftOf(def, previous, round)
  return { no: previous.no, result: resultOf(def, previous, all), ...shift && { shift } }
}

/** A live page shows the current round; a record the last one that it may show votes of. [V4] */
function roundFor(poll: Poll, eyes: Eyes): Round {
  const current = currentRound(poll)
  if (eyes === 'screen' || eyes === 'facilitator')
    return current
  return poll.rounds.findLast(round => round.tally.voters > 0 && maySee(round, eyes)) ?? current
}

function maySee(round: Round, eyes: Eyes): boolean {
  if (eyes === 'screen')
    return round.results === 'shown'
  return eyes === 'record' ? round.revealed : true
}
