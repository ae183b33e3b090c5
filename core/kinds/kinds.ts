import type { Moderation } from '../polls/moderation.ts'
import type { Posts } from './schemas/fields.ts'
import type { Answer, PollDef, PollKind, Result } from './schemas/schemas.ts'
import type { Ballots } from './shared/close.ts'
import type { Kind, Sight } from './shared/kind.ts'
import { board } from './board.ts'
import { choice } from './choice.ts'
import { dots } from './dots.ts'
import { estimate } from './estimate.ts'
import { matrix } from './matrix.ts'
import { points } from './points.ts'
import { rank } from './rank.ts'
import { scale } from './scale.ts'
import { closeOf } from './shared/close.ts'
import { withoutCounts } from './shared/written.ts'
import { text } from './text.ts'
import { words } from './words.ts'

export type { Answer, PollDef, PollKind, Result } from './schemas/schemas.ts'

/** The rules of every kind of poll, by its name. */
export const kinds = { choice, dots, scale, rank, points, matrix, estimate, text, words, board } satisfies Record<PollKind, unknown>

export const POLL_KINDS = Object.keys(kinds) as [PollKind, ...PollKind[]]

export function isPollKind(name: unknown): name is PollKind {
  return (POLL_KINDS as readonly unknown[]).includes(name)
}

/** The tally of a round's ballots. */
export type Tally = { [Name in PollKind]: ReturnType<(typeof kinds)[Name]['newTally']> }[PollKind]

/** Kinds in which attendees write. */
export type WrittenPoll = Extract<PollDef, { moderated: boolean }>
export type WrittenResult = Extract<Result, { kind: WrittenPoll['kind'] }>

/** The rules for the kind of a poll, an answer, a tally or a result. */
export function rulesOf({ kind }: { kind: PollKind }): Kind<PollDef, Answer, Tally, Result> {
  return kinds[kind]
}

export function isWritten(def: PollDef): def is WrittenPoll {
  return rulesOf(def).writing !== undefined
}

export function moderationOf(def: WrittenPoll): Moderation {
  return { moderated: def.moderated, anySpelling: rulesOf(def).writing?.words !== undefined }
}

export function isEmpty(answer: Answer): boolean {
  return rulesOf(answer).isEmpty(answer)
}

/** Whether two answers are the same vote. The order of taps matters only in a ranking. */
export function isSameAnswer(one: Answer, other: Answer): boolean {
  return one.kind === other.kind && rulesOf(one).isSame(one, other)
}

/** Why an answer is invalid, in words for the attendee; null if it is valid. [A1] to [A11] */
export function problemWith(def: PollDef, answer: Answer): string | null {
  return answer.kind === def.kind ? rulesOf(def).problem(def, answer) : `This poll is of the kind ${def.kind}, and the answer of the kind ${answer.kind}.`
}

/** @param before the tally whose word keys are kept, because its ballots are counted again */
export function newTally(def: PollDef, before?: Tally): Tally {
  const tally = rulesOf(def).newTally(def)
  if (before)
    inheritKeys(def, tally, before)
  return tally
}

/** Takes over the word keys of another tally of the same poll; the other's are newer. */
export function inheritKeys(def: PollDef, tally: Tally, from: Tally): void {
  rulesOf(def).writing?.words?.inherit(tally, from)
}

/** Adds a ballot (`by` 1) or takes it out (`by` -1), in time that depends on the answer's size only. */
export function count(def: PollDef, tally: Tally, answer: Answer, by: 1 | -1): void {
  const rules = rulesOf(def)
  if (rules.isEmpty(answer))
    return
  tally.voters += by
  rules.count(def, tally, answer, by)
}

/** How much each option got, in kinds where options are counted; null in others. */
export function countsIn(def: PollDef, result: Result): { id: string, count: number, voters: number }[] | null {
  const { amount } = rulesOf(def)
  return amount ? (result.rows as Result['rows'][number][]).map(row => ({ id: row.id, count: amount.count(row), voters: row.voters })) : null
}

/** What attendees wrote, without how many want it; undefined in kinds in which nobody can want others' posts. [V7] */
export function postsOf(def: PollDef, { tally, judgements }: Pick<Counted, 'tally' | 'judgements'>, most: number): Posts | undefined {
  const { writing, result } = rulesOf(def)
  return writing?.posts?.isShared ? withoutCounts(result(def, tally, { judgements, all: false, most, isBlind: true }) as WrittenResult) : undefined
}

/** What a result is calculated from. */
export interface Counted {
  tally: Tally
  judgements: Sight['judgements']
  /** The ballots that are in the tally. */
  ballots: Ballots
}

/**
 * [R1] to [R15]
 * @param all includes posts that the facilitator has not approved [M2]
 * @param most the maximum number of posts for each verdict; the rest are only counted [V5]
 */
export function resultOf(def: PollDef, { tally, judgements, ballots }: Counted, all: boolean, most = Infinity): Result {
  const { result, amount } = rulesOf(def)
  const counted = result(def, tally, { judgements, all, most, isBlind: false })
  const close = amount && closeOf(def, amount, counted, ballots)
  return close ? { ...counted, close } as Result : counted
}
