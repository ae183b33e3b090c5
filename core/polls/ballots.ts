import type { Answer, PollDef } from '../kinds/kinds.ts'
import type { Actor, Round } from '../workshop.ts'
import { count, inheritKeys, isEmpty, isSameAnswer, newTally, rulesOf } from '../kinds/kinds.ts'

/** The answers as they were cast: the round's own map, not a copy. */
export function castIn({ cast, ballots }: Round): Map<Actor, Answer> {
  return cast ?? ballots
}

/** Stores and counts an answer; it replaces the voter's earlier one. */
export function putBallot(def: PollDef, round: Round, by: Actor, answer: Answer, role: string | undefined): void {
  keep(round, by, answer)
  setBallot(def, round, by, answer, role)
}

/** Merges the newer round's ballots into the old round; if a voter has one in both, the newer counts. [B6] */
export function mergeBallots(def: PollDef, old: Round, newer: Round): void {
  if (newer.cast)
    old.cast ??= new Map(old.ballots)
  inheritKeys(def, old.tally, newer.tally)
  for (const [by, answer] of castIn(newer)) {
    keep(old, by, answer)
    setBallot(def, old, by, newer.ballots.get(by) ?? rulesOf(def).empty, newer.roles.get(by))
  }
}

/** Counts all cast answers again, without what the poll's current definition no longer allows. [D2] */
export function refitBallots(def: PollDef, round: Round): void {
  const cast = castIn(round)
  const roles = new Map([...round.ballots.keys()].map(by => [by, round.roles.get(by)]))
  round.cast = null
  round.ballots = new Map()
  round.tally = newTally(def, round.tally)
  for (const [by, answer] of cast) {
    const kept = rulesOf(def).prune(def, answer)
    if (!isSameAnswer(answer, kept))
      round.cast = cast
    setBallot(def, round, by, kept, roles.get(by))
  }
}

/** Without `cast`, `ballots` already holds the answers as they were cast. */
function keep({ cast }: Round, by: Actor, answer: Answer): void {
  if (isEmpty(answer))
    cast?.delete(by)
  else
    cast?.set(by, answer)
}

function setBallot(def: PollDef, round: Round, by: Actor, answer: Answer, role: string | undefined): void {
  const before = round.ballots.get(by)
  // Count the new answer first, so that posts in both answers keep their place in the order of arrival.
  count(def, round.tally, answer, 1)
  if (before)
    count(def, round.tally, before, -1)
  if (isEmpty(answer)) {
    round.ballots.delete(by)
    round.roles.delete(by)
    return
  }
  round.ballots.set(by, answer)
  if (role === undefined)
    round.roles.delete(by)
  else
    round.roles.set(by, role)
}
