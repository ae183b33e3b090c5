import type { Actions } from '../actions/actions.ts'
import type { PollDef, Result } from '../kinds/kinds.ts'
import type { PlanChange } from '../plan/changes.ts'
import type { Plan } from '../plan/plan.ts'
import type { AttendeePoll, AttendeeView, OwnView, PlanView, PollView, RoomView, Shift } from '../protocol/down.ts'
import type { Actor, Poll, Round, Workshop } from '../workshop.ts'
import { showsPlan } from '../actions/on-phones.ts'
import { postsOf, resultOf, rulesOf } from '../kinds/kinds.ts'
import { hasOptions } from '../kinds/shared/with-options.ts'
import { isAhead, newPace, pollsAhead } from '../pace.ts'
import { PLAN_CHANGES } from '../plan/changes.ts'
import { readClock } from '../plan/clock.ts'
import { partsOf, routeOf, sectionSlots } from '../plan/plan.ts'
import { lacksOptions } from '../polls/options.ts'
import { RULES } from '../rules.ts'
import { needsSeats, seatCount, voterOf } from '../seats.ts'
import { whyNotUndo } from '../undo.ts'
import { currentRound, lastRoundOf } from '../workshop.ts'
import { isSplittable, resultByRole } from './roles.ts'
import { shiftOf } from './shift.ts'

/** What the server knows that is not in the log. */
export interface Presence {
  /** Who is connected. */
  attendees: Iterable<Actor>
  joinUrl: string
  address: string
  /** How many browsers may move the room. */
  facilitators: number
  /** Whether commands can be stored now; they can where it is not given. */
  isStored?: boolean
  /** Milliseconds since 1970. */
  now: number
}

/** Who a view is for. `record` is the export: everything that was ever revealed; `everything` includes the rest. */
export type Audience = 'screen' | 'facilitator' | 'record' | 'everything'

/** The maximum number of posts for each verdict in a view. Limited on live pages, because every change sends a board again. [V5] */
const MOST_ROWS = { attendee: 40, screen: 150, facilitator: 150, record: Infinity, everything: Infinity }

const publicDefs = new WeakMap<PollDef, PollDef>()

/** The definition without what only the facilitator may read. */
export function publicDef(def: PollDef): PollDef {
  let known = publicDefs.get(def)
  if (!known) {
    const open = rulesOf(def).withoutSecret?.(def) ?? def
    known = hasOptions(open) ? { ...open, options: open.options.map(({ note: _, ...option }) => option) } : open
    publicDefs.set(def, known)
  }
  return known
}

/** What every phone shows. [V1] */
export function attendeeView(workshop: Workshop): AttendeeView {
  const { id, title, ended, shared, slide, attendeeRev, roles, reactions } = workshop
  const isAtOwnPace = workshop.pace.now === 'self'
  const until = workshop.pace.until ?? workshop.pace.closedAt
  const poll = slide.poll === null || isAtOwnPace ? undefined : workshop.polls.get(slide.poll)
  return {
    rev: attendeeRev,
    workshop: { id, title, ended, roles, ...needsSeats(workshop) && { seats: true }, ...shared && ended && { shared }, reactions: reactions.on ? reactions.emoji : [] },
    poll: poll ? attendeePoll(poll) : null,
    ...isAtOwnPace && { ahead: pollsAhead(workshop).map(attendeePoll) },
    ...until !== null && { until },
    ...showsPlan(workshop) && { plan: workshop.actions.list.map(({ id, text, owner, due }) => ({ id, text, owner, due })) },
  }
}

function attendeePoll(poll: Poll): AttendeePoll {
  const round = currentRound(poll)
  const { id, no, voting, results } = round
  const drawn = drawnRound(poll)
  const posts = voting === 'open' ? postsOf(poll.def, drawn, MOST_ROWS.attendee) : undefined
  return {
    def: publicDef(poll.def),
    round: id,
    no,
    voting,
    results,
    ...results === 'shown' && (posts ? { posts } : { result: resultOf(poll.def, drawn, false, MOST_ROWS.attendee) }),
  }
}

/** One attendee's own state; if seats are needed, ballots and role are the seat's. [Q4] */
export function ownView(workshop: Workshop, attendee: Actor): OwnView {
  const voter = voterOf(workshop, attendee)
  const role = voter === null ? undefined : workshop.roleChoices.get(voter)
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

export function roomView(workshop: Workshop, { attendees, joinUrl, address, facilitators, isStored = true, now }: Presence): RoomView {
  const { id, title, startedAt, ended, end, shared, slide, rev, roles, reactions, plan } = workshop
  const seats = seatCount(workshop)
  const online = [...attendees]
  return { rev, workshop: { id, title, startedAt, ended, ...end && { endedBy: end.id }, ...shared && { shared }, roles, reactions }, joinUrl, address, online: online.length, ...facilitators > 1 && { facilitators }, ...!isStored && { stored: false as const }, size: roomSize(workshop, online), ...seats && { seats }, ...workshop.pace.settings.ahead && { pace: paceView(workshop) }, slide, ...viewOfActions(workshop), ...plan && { plan: planView(plan, now) } }
}

/** Who is connected, and who has voted on the slide's poll without being. */
function roomSize(workshop: Workshop, online: readonly Actor[]): number {
  const poll = workshop.polls.get(workshop.slide.poll ?? '')
  if (!poll)
    return online.length
  const { ballots } = currentRound(poll)
  const yetToVote = online.filter(attendee => !ballots.has(voterOf(workshop, attendee) ?? attendee))
  return yetToVote.length + currentRound(poll).tally.voters
}

/** [W6] */
function paceView(workshop: Workshop): RoomView['pace'] {
  const { now, until } = workshop.pace
  const answered = new Map<Actor, number>()
  const polls = pollsAhead(workshop)
  for (const poll of polls) {
    for (const voter of currentRound(poll).ballots.keys())
      answered.set(voter, (answered.get(voter) ?? 0) + 1)
  }
  const all = [...answered.values()].filter(count => count === polls.length).length
  return { now, polls: polls.length, people: answered.size, all, ...until !== null && { until } }
}

function viewOfActions({ actions: { list, followed, steps } }: Workshop): Pick<RoomView, 'actions'> {
  const step = steps.at(-1)
  return list.length > 0 || step ? { actions: { list: [...list], ...Object.keys(followed).length > 0 && { followed }, ...step && { undo: step.id } } } : {}
}

function planView(plan: Plan, now: number): PlanView {
  const step = plan.steps.at(-1)
  return {
    route: routeOf(plan).id,
    routes: plan.def.routes.map(route => ({ id: route.id, title: route.title, minutes: route.minutes, sections: sectionSlots(route) })),
    sections: plan.def.sections,
    parts: partsOf(plan),
    isChosen: plan.agenda !== null,
    trail: [...plan.trail],
    clock: plan.clock && { ...readClock(plan.clock, now), goal: plan.goal! },
    ...step && { undo: { step: step.id, change: changeOf(step) } },
  }
}

function changeOf({ before }: Plan['steps'][number]): PlanChange {
  return PLAN_CHANGES.find(change => change in before)!
}

/** The part of the workshop that a poll's view depends on. */
type Surroundings = Pick<Workshop, 'roles' | 'smallestGroup' | 'polls' | 'rules' | 'ended' | 'pace' | 'baseline'> & { actions: Pick<Actions, 'list'> }

/** One poll, for an audience. What they may not see is absent. [V2] */
export function pollView(poll: Poll, audience: Audience, workshop: Surroundings = { roles: [], smallestGroup: 5, polls: new Map(), rules: RULES, ended: false, pace: newPace({ pace: 'room', ahead: null }), actions: { list: [] }, baseline: null }): PollView {
  const { def, split, rev } = poll
  const round = roundFor(poll, audience)
  const isFacilitator = audience === 'facilitator'
  const resultIn = (of: Round) => resultOf(def, of, isFacilitator, MOST_ROWS[audience])
  const previous = poll.rounds[poll.rounds.indexOf(round) - 1]
  const earlier = earlierRound(poll, round, audience)
  const withResult = maySee(round, audience)
  return {
    rev,
    def: isFacilitator ? def : publicDef(def),
    round: round.id,
    no: round.no,
    voting: round.voting,
    results: round.results,
    voters: round.tally.voters,
    split,
    ...withResult && { result: resultIn(round), ...splitView(workshop, poll, round) },
    ...withResult && previous && maySee(previous, audience) && { previous: before(def, previous, round, resultIn(previous)) },
    ...earlier && { earlier: { no: earlier.no, result: resultIn(earlier), ...splitView(workshop, poll, earlier) } },
    ...isAhead(workshop, poll) && { ahead: true as const },
    ...isFacilitator && commandState(workshop, poll),
  }
}

/** What the facilitator's page needs to offer the commands that are possible. */
function commandState(workshop: Surroundings, poll: Poll): Pick<PollView, 'restorable' | 'lacksOptions' | 'undo'> {
  const step = poll.steps.at(-1)
  return {
    restorable: poll.setAside !== null,
    ...lacksOptions(workshop, poll) && { lacksOptions: true },
    ...step && { undo: { step: step.id, type: step.type, refused: whyNotUndo(poll, workshop, step.id) } },
  }
}

/** The result by role, if it is shown; withheld if too few ballots have changed since the last published one. [G6] */
function splitView({ roles, smallestGroup }: Surroundings, { def, split }: Poll, round: Round): Pick<PollView, 'byRole' | 'splitHeld'> {
  if (!split || !isSplittable(def) || roles.length === 0 || round.voting !== 'closed')
    return {}
  const byRole = resultByRole(def, round, roles, smallestGroup)
  return byRole ? { byRole } : { byRole: [], splitHeld: true }
}

function before(def: PollDef, previous: Round, round: Round, result: Result): NonNullable<PollView['previous']> {
  const shift: Shift | null = shiftOf(def, previous, round)
  return { no: previous.no, result, ...shift && { shift } }
}

/** A live page shows the current round; a record shows the last one with votes that it may show. [V4] */
function roundFor(poll: Poll, audience: Audience): Round {
  const current = currentRound(poll)
  if (isLive(audience))
    return current
  return lastRoundOf(poll, audience === 'everything') ?? current
}

/** The last earlier round with visible votes, as long as this one shows none. A record has no earlier round. [V4] [V6] */
function earlierRound({ rounds }: Poll, round: Round, audience: Audience): Round | undefined {
  const isSeen = ({ results, tally }: Round) => results === 'shown' && tally.voters > 0
  return !isLive(audience) || isSeen(round) ? undefined : rounds.slice(0, rounds.indexOf(round)).findLast(isSeen)
}

/** The round that a slide draws: if the current one closed without votes, the earlier one stays. [V6] */
export function drawnRound(poll: Poll): Round {
  const round = currentRound(poll)
  return round.voting === 'closed' ? earlierRound(poll, round, 'screen') ?? round : round
}

function isLive(audience: Audience): boolean {
  return audience === 'screen' || audience === 'facilitator'
}

function maySee(round: Round, audience: Audience): boolean {
  if (audience === 'screen')
    return round.results === 'shown'
  return audience === 'record' ? round.revealed : true
}
