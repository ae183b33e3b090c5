/* eslint ts/method-signature-style: ["error", "method"] -- a method of one kind may stand for that of any: whoever calls it has looked at the poll's kind. */
import type { Decision } from '../moderation.ts'
import type { Judgement, Post } from './schemas/fields.ts'

/** Something that is wrong with a poll as its author declared it: where in the definition, and how to fix it. */
export type Complaint = [path: PropertyKey[], message: string]

/** What the rows of all kinds have in common, and what only some of them have: each kind's schema says which, and what it means. */
export interface Row {
  id: string
  voters: number
  rank: number | null
  share?: number
  label?: string
  count?: number
  mean?: number | null
  deviation?: number | null
  distribution?: number[]
  agreement?: number
  place?: { x: number, y: number, deviationX: number, deviationY: number }
  judgement?: Judgement
}

export type Cell = string | number | null | undefined

/** What a phone needs of a kind's rules: no schemas, and no words for everything that can be wrong. */
export interface AnswerRules<Def, Answer> {
  /** Takes the ballot back. */
  readonly empty: Answer
  isEmpty(answer: Answer): boolean
  /** The ids of the options that it names. */
  named(answer: Answer): readonly string[]
  /** What still counts of an answer that fitted an earlier definition: never more than the poll now allows. [D2] */
  prune(def: Def, answer: Answer): Answer
  /** As `Kind` has it; for kinds whose form may hold no answer at all. */
  problem?(def: Def, answer: Answer): string | null
}

/** How the result of a round is made. */
export interface Sight {
  /** What the facilitator decided on what attendees wrote, by its id in the tally. */
  judgements: ReadonlyMap<string, Decision>
  /** With what the facilitator has not let through. [M2] */
  all: boolean
  /** Rows of what was written, at most, of each verdict; the rest is counted. [V5] */
  most: number
}

/** How a kind's results are split by role. [G1] */
export interface ByRole<Def, Result> {
  /** The ids of the values that each role has. */
  ids(def: Def): string[]
  /** A value is of those who named it, not of all voters: who they are counts as a group of its own. [G3] */
  isRated: boolean
  /**
   * Null where nobody named it.
   * @param result of the role alone
   */
  valueOf(result: Result, id: string): number | null
}

/** Rules of answers in attendees' own words. */
export interface Writing<Answer, Tally> {
  /** What the facilitator may mark. */
  marks: readonly ('pinned' | 'answered' | 'parked')[]
  /** The facilitator may put them under headings. */
  isGrouped: boolean
  /** Texts, each its author's own, under ids that they bring. */
  posts?: {
    of(answer: Answer): readonly Post[]
    /** The ids of others' posts that the attendee wants too. */
    wanted(answer: Answer): readonly string[]
    /** Attendees see others' posts, and may want them. */
    isShared: boolean
  }
  /** Words: the same one counts together in every round, however it is spelt, under the key that the log holds. [A9] */
  words?: {
    keysOf(answer: Answer, rules: number): string[]
    remember(tally: Tally, answer: Answer, keys: readonly string[]): void
  }
  /** An answer as it is kept: without what is never shown. [A10] */
  tidy(answer: Answer): Answer
}

/** Everything that the rules know of one kind of poll. */
export interface Kind<Def, Answer, Tally, Result extends { rows: Row[] }> extends AnswerRules<Def, Answer> {
  /** What is wrong with an answer of this kind, in words for the attendee; null where it fits the poll. [A1] to [A11] */
  problem(def: Def, answer: Answer): string | null
  /** The same vote, in whatever order it was tapped. */
  isSame(one: Answer, other: Answer): boolean
  /** The count of no ballots. */
  newTally(def: Def): Tally
  /** Adds a ballot (`by` 1) or takes it out (`by` -1), in time that depends on the answer's size only. */
  count(def: Def, tally: Tally, answer: Answer, by: 1 | -1): void
  /** [R1] to [R13] */
  result(def: Def, tally: Tally, sight: Sight): Result
  /** In a further round people answer the same again, or not. [R12] */
  hasShift: boolean
  /** What a ballot gave one option, such as a level or a place; undefined where it did not name it. Absent in kinds without options. */
  given?(answer: Answer, id: string): number | undefined
  byRole?: ByRole<Def, Result>
  writing?: Writing<Answer, Tally>
  /**
   * How much an option was wanted, in voters who give it all that a ballot may; absent where that cannot be said. [R5] [O1]
   * @param row of the option
   */
  worth?(def: Def, row: { count: number, voters: number }): number
  /** Columns that tables have for this kind's rows alone; kinds may share them. */
  columns?: readonly string[]
  /** What a row has in these columns. */
  cells?(row: Result['rows'][number]): Record<string, Cell>
  /** The definition without what only the facilitator may read before the reveal. [V3] */
  withoutSecret?(def: Def): Def
  /**
   * What the schema allows and nobody can mean.
   * @param written the fields that the author wrote; others have their defaults
   */
  complaints?(def: Def, written: ReadonlySet<string>): Complaint[]
  /** An answer as logs hold it from before answers named their kind. [F4] */
  fromUnnamed?(answer: unknown): Answer
}

/**
 * Something that a bundle leaves out where nothing reads it, if the call is marked as pure: phones carry only the rules that they use.
 * @param make called at once
 */
export function pure<Value>(make: () => Value): Value {
  return make()
}
