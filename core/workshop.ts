import type { Actions } from './actions/actions.ts'
import type { Baseline } from './compare/schema.ts'
import type { Answer, PollDef, Tally } from './kinds/kinds.ts'
import type { Option } from './kinds/schemas/fields.ts'
import type { Plan } from './plan/plan.ts'
import type { Decision } from './polls/moderation.ts'
import type { PollView, Role, RoomView } from './protocol/down.ts'
import type { Refusal } from './protocol/refusal.ts'
import type { PollCommandType } from './steps/names.ts'
import { postsIn } from './kinds/shared/written.ts'

/** Who a command is from: `server`, `facilitator`, or an attendee's id. Where seats are needed, ballots and roles are a seat's. [Q4] */
export type Actor = string
export const SERVER: Actor = 'server'
export const FACILITATOR: Actor = 'facilitator'

/** One run of a poll. */
export interface Round {
  /** Unique in the workshop. A reset or a further round gets a new one. */
  id: string
  /** Counted from 1 in its poll. */
  no: number
  voting: PollView['voting']
  results: PollView['results']
  /** The room has seen these results at least once. */
  revealed: boolean
  /** The answers that count: the part of each that the poll's current definition allows. */
  ballots: Map<Actor, Answer>
  /** The answers as they were cast, if the current definition doesn't allow all of them: if an option comes back, so do its votes. [D2] */
  cast: Map<Actor, Answer> | null
  tally: Tally
  /** The facilitator's decisions on words, texts and questions, by their ids in the tally. */
  judgements: Map<string, Decision>
  /** The text of every post id used in the round, including withdrawn ones. [A10] */
  posts: Posts
  /** The roles of those who voted, as they were while voting was open. */
  roles: Map<Actor, string>
  /** The ballots behind each published result by role. [G6] */
  splits: Split[]
  /** The options changed after a result by role was published: another one would reveal the removed votes. [G6] */
  splitsHeld: boolean
}

/** The posts of a round by id, and how many each author wrote. */
export interface Posts {
  texts: Map<string, { by: Actor, text: string }>
  written: Map<Actor, number>
}

/** Ballots, as they were cast, and the roles of those who cast them. */
export interface Split {
  cast: ReadonlyMap<Actor, Answer>
  roles: ReadonlyMap<Actor, string>
}

/** A facilitator's step on a poll, with the state to restore on undo. */
export interface Step {
  /** The command's id. */
  id: string
  type: PollCommandType
  before: Pick<Poll, 'rounds' | 'setAside' | 'split' | 'waits'> & Pick<Round, 'voting' | 'results' | 'revealed'> & { options: Option[] | null }
}

/** A countdown for a round. [T1] */
export interface Countdown {
  poll: string
  /** The round's id. */
  round: string
  /** Milliseconds since 1970. */
  startedAt: number
  /** Its length, with extensions. */
  seconds: number
  /** Voting closes when it ends. */
  closes: boolean
  /** It has ended, and voting is still open. */
  isOver: boolean
  /** The command that started it. */
  startedBy: string
  /** The command that set its end: the start, or the last extension. */
  setBy: string
}

export interface Poll {
  def: PollDef
  /** The last one is the current one. */
  rounds: Round[]
  /** The round that the last reset put aside; `poll:restore` brings it back. */
  setAside: Round | null
  /** The result is shown by role. */
  split: boolean
  /** What can be undone, the latest last. [U1] */
  steps: Step[]
  /** Further rounds with ballots that were undone: each returns when a round of its number is opened again. [U3] */
  undone: Round[]
  /** Its opening was undone, so only the facilitator opens it, not its slide. [B5] */
  waits: boolean
  /** The workshop's revision at the poll's last change. */
  rev: number
}

/** What the settings say about answering polls before the workshop. */
export interface PaceSettings {
  /** `self`: from the start. */
  pace: 'room' | 'self'
  /** The polls that can be answered, and when they close, in milliseconds since 1970; null: no poll can be. */
  ahead: { polls: string[], until?: number | undefined } | null
}

/** Who decides which polls are open. */
export interface Pace {
  settings: PaceSettings
  /** `self`: the listed polls can be answered now, in any order. `room`: the slides decide. [W1] */
  now: 'room' | 'self'
  /** When the room's pace begins by itself, in milliseconds since 1970; null: when the facilitator starts. */
  until: number | null
  /** The rounds that the last change to the room's pace closed: a change back opens them again. [W3] */
  closed: Set<string>
  /** The poll that the last change to the room's pace opened, and the step that it was; null: none. [W3] */
  opened: { poll: string, step: string } | null
  /** The date that closed the polls, in milliseconds since 1970, until the slides move; null: none did. [W4] */
  closedAt: number | null
}

/** What a log folds into. Commands change it (`core/commands`) when `fold.ts` applies their entries, and nothing else does. */
export interface Workshop {
  id: string
  title: string
  startedAt: number
  opening: 'auto' | 'manual'
  /** The version of the rules of the latest entry. */
  rules: number
  ended: boolean
  /** The command that ended it, the polls whose voting it closed, and the pace before. */
  end: { id: string, closed: string[], pace: Pace['now'] } | null
  /** Phones may read the results. [V9] */
  shared: boolean
  /** Its title is its own, not the content's. [D4] */
  isRenamed: boolean
  polls: Map<string, Poll>
  /** Polls with votes that a poll of the same id but another kind replaced, by id and kind: they return with their kind. [D1] */
  replaced: Map<string, Poll>
  /** Who decides which polls attendees can answer. */
  pace: Pace
  /** The roles that attendees can choose; empty: nobody is asked. */
  roles: Role[]
  /** The minimum size of a group in results by role. */
  smallestGroup: number
  /** How many changes of `attendeeRev` came from questions on boards. */
  asked: number
  /** The role that each voter chose; null: rather not say. */
  roleChoices: Map<Actor, string | null>
  /** The emoji that phones can send, and whether reactions are on. */
  reactions: { emoji: string[], on: boolean }
  /** Who holds each seat, by the seat's id; null: nobody. Empty: everybody may vote. [Q1] */
  seats: Map<string, Actor | null>
  /** The seat of each attendee who holds one. */
  seated: Map<Actor, string>
  /** The part of the deck that is on screen. */
  part: string | null
  /** How it is run; null where the content has no routes. */
  plan: Plan | null
  /** What will be done after the workshop. */
  actions: Actions
  /** The earlier workshop that this one is compared with; null: none. */
  baseline: Baseline | null
  countdown: Countdown | null
  /** The time of the latest entry, in milliseconds since 1970. */
  at: number
  slide: RoomView['slide']
  /** The slides that were on screen, by their keys (their numbers in old logs), each with its poll. [L7] */
  shown: Map<string, string | null>
  /** The number of entries folded so far. */
  rev: number
  /** Counts changes of the view that all phones share; ballots don't change it. [V1] */
  attendeeRev: number
  /** The latest command ids of each sender, so that a resend counts once. Old ones are dropped in batches. */
  processedIds: Map<Actor, { latest: string[], before: string[] }>
  /** Why the latest refused commands of each sender were refused, by their ids, so that a resend gets the same answer. */
  refused: Map<Actor, Map<string, Refusal>>
}

export function currentRound(poll: Poll): Round {
  return poll.rounds.at(-1)!
}

/** The last round that contains a post, whose result may still be shown; the current one if none does. */
export function roundOf({ rounds }: Pick<Poll, 'rounds'>, post: string): Round {
  return rounds.findLast(({ tally }) => (postsIn(tally).get(post)?.wordings.size ?? 0) > 0) ?? rounds.at(-1)!
}

/**
 * The last round with votes that the room has seen; undefined if there is none.
 * @param hidden also one that it was never shown
 */
export function lastRoundOf({ rounds }: Pick<Poll, 'rounds'>, hidden: boolean): Round | undefined {
  return rounds.findLast(({ revealed, tally }) => (revealed || hidden) && tally.voters > 0)
}

/** The rounds of a poll, and those that may come back: set aside by a reset, or undone. */
export function allRounds({ rounds, setAside, undone, steps }: Pick<Poll, 'rounds' | 'setAside' | 'undone' | 'steps'>): Round[] {
  const others = [setAside, ...undone, ...steps.flatMap(({ before }) => [...before.rounds, before.setAside])]
  return [...new Set([...rounds, ...others.filter(round => round !== null)])]
}

/** Whether the poll has votes, and so stays in the record. [D3] */
export function hasBallots(poll: Pick<Poll, 'rounds' | 'setAside' | 'undone' | 'steps'>): boolean {
  return allRounds(poll).some(round => round.ballots.size > 0)
}

/** Everybody whose ballot counts in some round. */
export function votersOf({ polls }: Pick<Workshop, 'polls'>): Set<Actor> {
  return new Set([...polls.values()].flatMap(({ rounds }) => rounds.flatMap(({ ballots }) => [...ballots.keys()])))
}

/** Whether this command was accepted before. [C3] */
export function isRepeat(workshop: Workshop, by: Actor, id: string): boolean {
  const known = workshop.processedIds.get(by)
  return known !== undefined && (known.latest.includes(id) || known.before.includes(id))
}
