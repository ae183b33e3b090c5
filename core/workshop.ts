import type { Answer } from './answer.ts'
import type { PollDef } from './poll.ts'
import type { Judgement } from './posts.ts'
import type { Command } from './protocol/up.ts'
import type { Tally } from './tally.ts'

/** Who a command is from: `server`, `facilitator`, or an attendee's id. Where seats are needed, ballots and roles are a seat's. [Q4] */
export type Actor = string
export const SERVER: Actor = 'server'
export const FACILITATOR: Actor = 'facilitator'

/** What the log holds: an accepted command, who sent it and when. */
export interface Entry {
  /** Milliseconds since 1970, by the server's clock. */
  at: number
  by: Actor
  command: Command
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
  judgements: Map<string, Judgement>
  /** The roles of those who voted, as they were while voting was open. */
  roles: Map<Actor, string>
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
  /** The workshop's revision at the poll's last change. */
  rev: number
}

/** What a log folds into. `fold.ts` alone changes it. */
export interface Workshop {
  id: string
  title: string
  startedAt: number
  opening: 'auto' | 'manual'
  ended: boolean
  polls: Map<string, Poll>
  /** What attendees may say they are; empty: nobody is asked. */
  roles: Role[]
  /** Attendees in a smaller group are never shown apart. */
  smallestGroup: number
  /** How many changes of `attendeeRev` came from questions on boards. */
  asked: number
  /** Which voter said what they are; null: rather not. */
  said: Map<Actor, string | null>
  /** The emoji that phones may send, and whether they may now. */
  reactions: { emoji: string[], on: boolean }
  /** Who holds each seat, by the seat's id; null: nobody. Empty: everybody may vote. [Q1] */
  seats: Map<string, Actor | null>
  /** The seat of each attendee who holds one. */
  seated: Map<Actor, string>
  slide: { no: number, clicks: number, poll: string | null, by: string | null }
  /** Entries folded so far, and so those that its log holds. */
  rev: number
  /** Counts the changes of what every phone shows; ballots do not move it. [V1] */
  attendeeRev: number
  /** The latest command ids of each sender, so that a resend counts once: when there are enough new ones, the old ones go. */
  seen: Map<Actor, { latest: string[], before: string[] }>
}

export function currentRound(poll: Poll): Round {
  return poll.rounds.at(-1)!
}

/** The rounds of a poll, and the one that was put aside. */
export function allRounds({ rounds, setAside }: Pick<Poll, 'rounds' | 'setAside'>): Round[] {
  return setAside ? [...rounds, setAside] : rounds
}

/** Somebody's vote is in it, so it stays in the record. [D3] */
export function hasBallots(poll: Pick<Poll, 'rounds' | 'setAside'>): boolean {
  return allRounds(poll).some(round => round.ballots.size > 0)
}

/** Was this very command accepted before? [C3] */
export function isRepeat(workshop: Workshop, by: Actor, id: string): boolean {
  const known = workshop.seen.get(by)
  return known !== undefined && (known.latest.includes(id) || known.before.includes(id))
}
