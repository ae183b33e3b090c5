import type { PollDef } from './poll.ts'
import type { AttendeeView, Ballots, PollView, RoomView } from './protocol/down.ts'
import type { Actor, Poll, Round, Workshop } from './workshop.ts'
import { resultOf } from './result.ts'
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
    known = { ...def, options: def.options.map(({ note: _, ...option }) => option) }
    publicDefs.set(def, known)
  }
  return known
}

/** What every phone shows. [V1] */
export function attendeeView(workshop: Workshop): AttendeeView {
  const { id, title, ended, slide, attendeeRev } = workshop
  const poll = slide.poll === null ? undefined : workshop.polls.get(slide.poll)
  return {
    rev: attendeeRev,
    workshop: { id, title, ended },
    poll: poll ? attendeePoll(poll) : null,
  }
}

function attendeePoll(poll: Poll): AttendeeView['poll'] {
  const { id, no, voting, results, tally } = currentRound(poll)
  return {
    def: publicDef(poll.def),
    round: id,
    no,
    voting,
    results,
    ...results === 'shown' && { result: resultOf(poll.def, tally) },
  }
}

/** An attendee's own ballots in the current rounds. */
export function ballotsOf(workshop: Workshop, attendee: Actor): Ballots {
  const own: Ballots = {}
  for (const poll of workshop.polls.values()) {
    const round = currentRound(poll)
    const answer = round.ballots.get(attendee)
    if (answer)
      own[round.id] = answer
  }
  return own
}

export function roomView(workshop: Workshop, { online, joinUrl }: Presence): RoomView {
  const { id, title, startedAt, ended, slide, rev } = workshop
  return { rev, workshop: { id, title, startedAt, ended }, joinUrl, online, slide }
}

/** One poll, for the eyes of a role. What they may not see is absent. [V2] */
export function pollView(poll: Poll, eyes: Eyes): PollView {
  const round = roundFor(poll, eyes)
  const previous = poll.rounds[poll.rounds.indexOf(round) - 1]
  const withResult = maySee(round, eyes)
  return {
    rev: poll.rev,
    def: eyes === 'facilitator' ? poll.def : publicDef(poll.def),
    round: round.id,
    no: round.no,
    voting: round.voting,
    results: round.results,
    voters: round.tally.voters,
    ...withResult && { result: resultOf(poll.def, round.tally) },
    ...withResult && previous && maySee(previous, eyes === 'screen' ? 'record' : eyes) && { previous: { no: previous.no, result: resultOf(poll.def, previous.tally) } },
    ...eyes === 'facilitator' && { restorable: poll.setAside !== null },
  }
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
