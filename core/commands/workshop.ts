import type { PollDef } from '../kinds/kinds.ts'
import type { Actor, PaceSettings, Poll, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { newActions } from '../actions/actions.ts'
import { pollId, slug } from '../kinds/schemas/fields.ts'
import { pollDef } from '../kinds/schemas/schemas.ts'
import { hasOptions, optionsOf } from '../kinds/shared/with-options.ts'
import { closeAhead, newPace, openAhead, opensAhead, redefinePace } from '../pace.ts'
import { resumeClock, stopClock } from '../plan/clock.ts'
import { lastTimeIn } from '../plan/last-time.ts'
import { newPlan, redefinePlan } from '../plan/plan.ts'
import { planDef } from '../plan/schema.ts'
import { refitBallots } from '../polls/ballots.ts'
import { change, newPoll } from '../polls/rounds.ts'
import { giveOut } from '../polls/splits.ts'
import { refuse } from '../protocol/refusal.ts'
import { keepsReplacedPolls } from '../rules.ts'
import { allRounds, currentRound, hasBallots } from '../workshop.ts'
import { commandId, commandSpec } from './spec.ts'

const startPayload = z.strictObject({
  type: z.literal('workshop:start'),
  id: commandId,
  workshop: z.string().regex(/^[\w-]+$/).max(64),
  title: z.string().min(1).max(120),
  polls: z.array(pollDef),
  roles: z.array(z.strictObject({ id: slug, label: z.string().min(1).max(40) })).max(8).optional().describe('Roles that attendees can choose; absent: nobody is asked.'),
  smallestGroup: z.int().min(3).optional().describe('Results by role leave out groups with fewer people; 5 when absent.'),
  reactions: z.array(z.string().min(1).max(16)).max(6).optional().describe('Emoji that phones may send; absent: none.'),
  pace: z.enum(['room', 'self']).optional().describe('`self`: the polls in `ahead` are open from the start; `room` when absent.'),
  ahead: z.strictObject({
    polls: z.array(pollId),
    until: z.int().min(0).optional().describe('When they close by themselves, in milliseconds since 1970; absent: when the facilitator starts.'),
  }).optional().describe('The polls that can be answered before the workshop; absent: none.'),
  plan: planDef.optional().describe('The routes of the deck; absent: it has none.'),
  rules: z.int().min(1).optional().describe('In logs from before every entry named its rules: the rules from here on; absent: as before, 1 at the start.'),
  opening: z.enum(['auto', 'manual']).describe('`auto`: entering a slide opens its idle poll. `manual`: the facilitator opens it.'),
})
const definePayload = startPayload.omit({ workshop: true }).extend({ type: z.literal('workshop:define') })
const endPayload = z.strictObject({ type: z.literal('workshop:end'), id: commandId })
const sharePayload = z.strictObject({ type: z.literal('workshop:share'), id: commandId, on: z.boolean() })
const renamePayload = z.strictObject({ type: z.literal('workshop:rename'), id: commandId, title: z.string().min(1).max(120) })
const reopenPayload = z.strictObject({ type: z.literal('workshop:reopen'), id: commandId })

type Start = z.infer<typeof startPayload>
type Define = z.infer<typeof definePayload>

/** The first entry of a log. It holds the polls, so that the log can be read after the content changed. */
export const workshopStart = commandSpec({
  type: 'workshop:start',
  from: 'server',
  about: 'The first entry of a log: the title, the polls and how they open.',
  refusals: ['wrong_state'],
  payload: startPayload,
  concerns: 'phones',
  refuse: () => refuse('wrong_state', 'The workshop has started already.'),
  apply: () => {
    throw new Error('workshop:start stands in the middle of the log.')
  },
})

/** The content changed between two starts of the server. */
export const workshopDefine = commandSpec({
  type: 'workshop:define',
  from: 'server',
  about: 'Replaces the title, the polls and how they open; ballots stay with the remaining options.',
  refusals: [],
  payload: definePayload,
  concerns: 'phones',
  changesOwn: 'all',
  refuse: () => null,
  apply: define,
})

export const workshopEnd = commandSpec({
  type: 'workshop:end',
  from: 'facilitator',
  about: 'Ends the workshop: every open round closes and phones say thanks.',
  refusals: ['wrong_state'],
  payload: endPayload,
  concerns: 'phones',
  refuse: ({ ended }) => ended ? refuse('wrong_state', 'The workshop has ended already.') : null,
  apply: end,
})

export const workshopReopen = commandSpec({
  type: 'workshop:reopen',
  from: 'facilitator',
  about: 'Undoes the end of the workshop; rounds stay closed.',
  refusals: ['wrong_state'],
  payload: reopenPayload,
  concerns: 'phones',
  refuse: ({ ended }) => ended ? null : refuse('wrong_state', 'The workshop has not ended.'),
  apply: reopen,
})

export const workshopShare = commandSpec({
  type: 'workshop:share',
  from: 'facilitator',
  about: 'Lets phones read the results that the room was shown, on a page of their own once the workshop has ended; or no longer.',
  refusals: [],
  payload: sharePayload,
  concerns: 'phones',
  refuse: () => null,
  apply: (workshop, _, { on }) => {
    workshop.shared = on
  },
})

export const workshopRename = commandSpec({
  type: 'workshop:rename',
  from: 'facilitator',
  about: 'Gives this workshop a title of its own, which stays when the content changes.',
  refusals: [],
  payload: renamePayload,
  concerns: 'phones',
  refuse: () => null,
  apply: (workshop, _, { title }) => {
    workshop.title = title
    workshop.isRenamed = true
  },
})

/**
 * The state after a log's first entry.
 * @param at milliseconds since 1970
 * @param rules the version of the rules that the log was started under
 */
export function begin(at: number, command: Start, rules: number): Workshop {
  const workshop: Workshop = {
    id: command.workshop,
    title: command.title,
    startedAt: at,
    opening: command.opening,
    rules,
    ended: false,
    end: null,
    shared: false,
    isRenamed: false,
    polls: new Map(command.polls.map(def => [def.id, newPoll(def, { rev: 1, attendeeRev: 1, asked: 0 })])),
    replaced: new Map(),
    pace: newPace(paceOf(command)),
    ...settingsOf(command),
    asked: 0,
    roleChoices: new Map(),
    seats: new Map(),
    seated: new Map(),
    slide: { no: 1, clicks: 0, poll: null, by: null },
    shown: new Map(),
    actions: newActions(),
    baseline: null,
    countdown: null,
    part: null,
    plan: command.plan ? newPlan(command.plan) : null,
    at,
    rev: 1,
    attendeeRev: 1,
    processedIds: new Map(),
    refused: new Map(),
  }
  if (opensAhead(workshop.pace.settings, at))
    openAhead(workshop)
  return workshop
}

function paceOf({ pace = 'room', ahead, polls }: Pick<Define, 'pace' | 'ahead' | 'polls'>): PaceSettings {
  // A poll that was taken out stays in the workshop if it has votes: phones must not be able to tell. [V1]
  const isDeclared = (id: string) => polls.some(def => def.id === id)
  return { pace, ahead: ahead ? { ...ahead, polls: ahead.polls.filter(isDeclared) } : null }
}

function settingsOf({ roles = [], smallestGroup = 5, reactions = [] }: Pick<Define, 'roles' | 'smallestGroup' | 'reactions'>): Pick<Workshop, 'roles' | 'smallestGroup' | 'reactions'> {
  return { roles, smallestGroup, reactions: { emoji: reactions, on: reactions.length > 0 } }
}

function end(workshop: Workshop, _: Actor, { id }: z.infer<typeof endPayload>): void {
  const { now: pace } = workshop.pace
  if (pace === 'self')
    closeAhead(workshop)
  workshop.ended = true
  const open = [...workshop.polls.values()].filter(poll => currentRound(poll).voting === 'open')
  open.forEach(poll => change(workshop, poll).voting = 'closed')
  workshop.end = { id, closed: open.map(({ def }) => def.id), pace }
  if (workshop.plan?.clock)
    workshop.plan.clock = stopClock(workshop.plan.clock, workshop.at)
  // After the end, tables contain the results by role.
  workshop.polls.forEach(poll => giveOut(workshop, poll))
}

/** Goes on with an ended workshop. */
export function reopen(workshop: Workshop): void {
  workshop.ended = false
  workshop.end = null
  if (workshop.plan?.clock)
    workshop.plan.clock = resumeClock(workshop.plan.clock)
}

/** [D1] to [D3] */
function define(workshop: Workshop, _: Actor, command: Define): void {
  const { title, opening, polls } = command
  const { now: pace } = workshop.pace
  if (pace === 'self')
    closeAhead(workshop)
  const before = workshop.polls
  const { reactions, ...settings } = settingsOf(command)
  Object.assign(workshop, settings)
  workshop.reactions = { emoji: reactions.emoji, on: reactions.on && (workshop.reactions.on || workshop.reactions.emoji.length === 0) }
  if (!workshop.isRenamed)
    workshop.title = title
  workshop.opening = opening
  workshop.plan = redefinePlan(workshop.plan, command.plan, lastTimeIn(workshop.baseline))
  workshop.rules = command.rules ?? workshop.rules
  workshop.polls = new Map(polls.map((def) => {
    const poll = before.get(def.id)
    if (poll?.def.kind === def.kind)
      return [def.id, redefine(workshop, poll, def)]
    if (poll && hasBallots(poll) && keepsReplacedPolls(workshop.rules))
      workshop.replaced.set(`${def.id} ${poll.def.kind}`, poll)
    const returned = workshop.replaced.get(`${def.id} ${def.kind}`)
    workshop.replaced.delete(`${def.id} ${def.kind}`)
    // The workshop may have ended while this poll was replaced.
    if (returned && workshop.ended && currentRound(returned).voting === 'open')
      currentRound(returned).voting = 'closed'
    return [def.id, returned ? redefine(workshop, returned, def) : newPoll(def, workshop)]
  }))
  // Before removed polls with votes are added back: the phones' view must not depend on ballots. [V1]
  if (workshop.slide.poll !== null && !workshop.polls.has(workshop.slide.poll))
    workshop.slide = { ...workshop.slide, poll: null }
  for (const [id, poll] of before) {
    if (!workshop.polls.has(id) && hasBallots(poll))
      workshop.polls.set(id, poll)
  }
  redefinePace(workshop, paceOf(command), pace)
}

function redefine(workshop: Workshop, poll: Poll, declared: PollDef): Poll {
  // Options taken from other polls stay, because there may be votes for them. [O1]
  const def = hasOptions(declared) && declared.from && hasOptions(poll.def) && poll.def.from ? { ...declared, options: poll.def.options } : declared
  const isOther = optionsOf(def).map(({ id }) => id).sort().join(' ') !== optionsOf(poll.def).map(({ id }) => id).sort().join(' ')
  for (const round of allRounds(poll)) {
    refitBallots(def, round)
    round.splitsHeld ||= isOther && round.splits.length > 0
  }
  return { ...poll, def, rev: workshop.rev }
}
