import type { PollDef } from '../kinds/kinds.ts'
import type { Poll, Round, Workshop } from '../workshop.ts'
import { newTally } from '../kinds/kinds.ts'
import { currentRound } from '../workshop.ts'
import { mergeBallots } from './ballots.ts'

type Revisions = Pick<Workshop, 'rev' | 'attendeeRev' | 'asked'>

export function newPoll(def: PollDef, revisions: Revisions): Poll {
  return { def, rounds: [newRound(def, 1, revisions)], setAside: null, split: false, steps: [], undone: [], waits: false, rev: revisions.rev }
}

/**
 * The number in the id increases with every command that starts a round, so that no id is used twice, even if a poll is removed
 * and comes back. It does not increase with ballots or questions, so the id reveals nothing about them. [V1]
 */
export function newRound(def: PollDef, no: number, { attendeeRev, asked }: Revisions): Round {
  return {
    id: `${def.id}#${attendeeRev - asked}`,
    no,
    voting: 'idle',
    results: 'hidden',
    revealed: false,
    ballots: new Map(),
    cast: null,
    tally: newTally(def),
    judgements: new Map(),
    posts: { texts: new Map(), written: new Map() },
    roles: new Map(),
    splits: [],
    splitsHeld: false,
  }
}

/** Marks the poll as changed and returns its current round. */
export function change(workshop: Workshop, poll: Poll): Round {
  poll.rev = workshop.rev
  return currentRound(poll)
}

/** Merges the ballots and decisions of a newer round into one that was set aside. [B6] */
export function mergeRounds({ def }: Poll, old: Round, newer: Round): void {
  mergeBallots(def, old, newer)
  for (const [id, judgement] of newer.judgements)
    old.judgements.set(id, judgement)
  old.splits.push(...newer.splits)
  old.splitsHeld ||= newer.splitsHeld
}
