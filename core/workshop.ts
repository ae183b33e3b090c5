import type { Answer, PollDef, Tally } from './kinds/kinds.ts'
import type { Option } from './kinds/schemas/fields.ts'
import type { Decision } from './moderation.ts'
import type { PollCommandType } from './poll-command.ts'
import { postsIn } from './kinds/written.ts'

/** Who a command is from: `server`, `facilitator`, or an attendee's id. Where seats are needed, ballots and roles are a seat's. [Q4] */
export type Actor = string
export const SERVER: Actor = 'server'
export const FACILITATOR: Actor = 'facilitator'

/** What a command came to that another runtime, or later rules, might work out otherwise: the log keeps it. [F3] */
export interface Facts {
  /** Under which key each word of a ballot is counted. */
  keys?: string[]
  /** A slide opens the poll that it shows. */
  opens?: true
  /** What an opening poll takes from earlier ones. */
  options?: Option[]
  /** What was decided on: the round's place in its poll, the row, and the words that the facilitator read. */
  posts?: [round: number, row: string, wording: string][]
}

/** One run of a poll. */
export interface Round {
  /** Unique in the workshop. A reset or a further round gets a new one. */
  id: string
  /** Counted from 1 in its poll. */
  no: number
  voting: 'idle' | 'open' | 'closed'
  results: 'hidden' | 'shown'
  /** The room has seen these results at least once. */
  revealed: boolean
  /** What counts: each answer as far as it fits the poll as it is defined now. */
  ballots: Map<Actor, Answer>
  /** The answers as they were cast, where the poll has no room for all of them: an option that comes back has its votes again. [D2] */
  cast: Map<Actor, Answer> | null
  tally: Tally
  /** What the facilitator decided on words, texts and questions, by their ids in the tally. */
  judgements: Map<string, Decision>
  /** What each id of a text or question stands for, for as long as the round lives, also after its author took it back. [A10] */
  posts: Posts
  /** The roles of those who voted, as they were while voting was open. */
  roles: Map<Actor, string>
  /** The ballots of which a result by role was given out. [G6] */
  splits: Split[]
  /** Its options are others since then: what is left of the ballots would tell what was taken out of them. [G6] */
  splitsHeld: boolean
}

/** What of a poll's result all screens draw: a page, from 1, or one text of it alone. */
export interface ResultPage {
  poll: string
  no: number
  post: string | null
}

/** By post id; and how many each author wrote. */
export interface Posts {
  texts: Map<string, { by: Actor, text: string }>
  written: Map<Actor, number>
}

/** Ballots, as they were cast, and the roles of those who cast them. */
export interface Split {
  cast: ReadonlyMap<Actor, Answer>
  roles: ReadonlyMap<Actor, string>
}

/** Something that the facilitator did to a poll, and what has to come back to undo it. */
export interface Step {
  /** The command that did it. */
  id: string
  type: PollCommandType
  before: Pick<Poll, 'rounds' | 'setAside' | 'split' | 'waits'> & Pick<Round, 'voting' | 'results' | 'revealed'> & { options: Option[] | null }
}

/** What an attendee may be in the team, such as `dev`. */
export interface Role {
  id: string
  label: string
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
  /** Further rounds with ballots that were undone: each comes back when its number does. [U3] */
  undone: Round[]
  /** Its opening was undone: it waits for the facilitator to open it. [B5] */
  waits: boolean
  /** The workshop's revision at the poll's last change. */
  rev: number
}

/** What a log folds into. Commands change it (`core/commands`) when `fold.ts` applies their entries, and nothing else does. */
export interface Workshop {
  id: string
  title: string
  startedAt: number
  opening: 'auto' | 'manual'
  /** The version of the rules that the latest entry was taken under. */
  rules: number
  ended: boolean
  /** The command that ended it, and the polls whose voting it closed. */
  end: { id: string, closed: string[] } | null
  polls: Map<string, Poll>
  /** Polls with votes whose id came to another kind, by id and kind: they return with it. [D1] */
  replaced: Map<string, Poll>
  /** What attendees may say they are; empty: nobody is asked. */
  roles: Role[]
  /** Attendees in a smaller group are never shown apart. */
  smallestGroup: number
  /** How many changes of `attendeeRev` came from questions on boards. */
  asked: number
  /** The role that each voter chose; null: rather not say. */
  roleChoices: Map<Actor, string | null>
  /** The emoji that phones may send, and whether they may now. */
  reactions: { emoji: string[], on: boolean }
  /** Who holds each seat, by the seat's id; null: nobody. Empty: everybody may vote. [Q1] */
  seats: Map<string, Actor | null>
  /** The seat of each attendee who holds one. */
  seated: Map<Actor, string>
  slide: { no: number, key?: string, clicks: number, poll: string | null, page?: ResultPage, by: string | null }
  /** Entries folded so far, and so those that its log holds. */
  rev: number
  /** Counts the changes of what every phone shows; ballots do not move it. [V1] */
  attendeeRev: number
  /** The latest command ids of each sender, so that a resend counts once: when there are enough new ones, the old ones go. */
  processedIds: Map<Actor, { latest: string[], before: string[] }>
}

export function currentRound(poll: Poll): Round {
  return poll.rounds.at(-1)!
}

/** The round that something was written in: the current one, else the last one that has it, whose result may still be shown. */
export function roundOf({ rounds }: Pick<Poll, 'rounds'>, post: string): Round {
  return rounds.findLast(({ tally }) => (postsIn(tally).get(post)?.wordings.size ?? 0) > 0) ?? rounds.at(-1)!
}

/** The rounds of a poll, and those that may come back: put aside by a reset, or undone. */
export function allRounds({ rounds, setAside, undone, steps }: Pick<Poll, 'rounds' | 'setAside' | 'undone' | 'steps'>): Round[] {
  const others = [setAside, ...undone, ...steps.flatMap(({ before }) => [...before.rounds, before.setAside])]
  return [...new Set([...rounds, ...others.filter(round => round !== null)])]
}

/** Somebody's vote is in it, so it stays in the record. [D3] */
export function hasBallots(poll: Pick<Poll, 'rounds' | 'setAside' | 'undone' | 'steps'>): boolean {
  return allRounds(poll).some(round => round.ballots.size > 0)
}

/** Everybody whose ballot counts in some round, as often as they voted. */
export function votersOf({ polls }: Pick<Workshop, 'polls'>): Set<Actor> {
  return new Set([...polls.values()].flatMap(({ rounds }) => rounds.flatMap(({ ballots }) => [...ballots.keys()])))
}

/** Was this very command accepted before? [C3] */
export function isRepeat(workshop: Workshop, by: Actor, id: string): boolean {
  const known = workshop.processedIds.get(by)
  return known !== undefined && (known.latest.includes(id) || known.before.includes(id))
}
