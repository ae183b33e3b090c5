/* eslint ts/method-signature-style: ["error", "method"] -- method signatures are bivariant, which lets one registry hold all kinds; callers match kinds themselves. */
import type { Decision } from '../../polls/moderation.ts'
import type { Post } from '../schemas/fields.ts'

/** An error in a poll's declaration: where in the definition, and how to fix it. */
export type Complaint = [path: PropertyKey[], message: string]

/** Who was right in a quiz, as the results of a kind have it. */
export type RightOf<Result> = NonNullable<Extract<Result, { right?: unknown }>['right']>

export type Cell = string | number | null | undefined

/** The part of a kind's rules that phones need: no schemas and no error messages. */
export interface AnswerRules<Def, Answer> {
  /** Takes the ballot back. */
  readonly empty: Answer
  isEmpty(answer: Answer): boolean
  /** The ids of the options that the answer names. */
  named(answer: Answer): readonly string[]
  /** The part of an answer, given under an earlier definition, that the poll still allows. [D2] */
  prune(def: Def, answer: Answer): Answer
  /** As `Kind` has it; for kinds whose form may hold no answer at all. */
  problem?(def: Def, answer: Answer): string | null
}

/** What the result of a round includes. */
export interface Sight {
  /** What the facilitator decided on what attendees wrote, by its id in the tally. */
  judgements: ReadonlyMap<string, Decision>
  /** Includes posts that the facilitator has not approved. [M2] */
  all: boolean
  /** The maximum number of posts for each verdict; the rest are only counted. [V5] */
  most: number
  /** Which posts have a row depends on nobody's wish for them. [V7] */
  isBlind: boolean
}

/** How a kind's results are split by role. [G1] */
export interface ByRole<Def, Result> {
  /** The ids of the values that every role has. */
  ids(def: Def): string[]
  /** Each value is calculated from those who named the option, who then form a group of their own. [G3] */
  isRated: boolean
  /**
   * Null if nobody named it.
   * @param result of this role only
   */
  valueOf(result: Result, id: string): number | null
}

/** The rules of kinds in which attendees write. */
export interface Writing<Answer, Tally> {
  /** What the facilitator may mark. */
  marks: readonly ('pinned' | 'answered' | 'parked')[]
  /** The facilitator may put them under headings. */
  isGrouped: boolean
  /** Texts of one author each, with ids that their senders make. */
  posts?: {
    of(answer: Answer): readonly Post[]
    /** The ids of others' posts that the attendee wants too. */
    wanted(answer: Answer): readonly string[]
    /** Attendees see others' posts, and may want them. */
    isShared: boolean
  }
  /** Words: all spellings of a word are counted together, in every round, under the key in the log. [A9] */
  words?: {
    keysOf(answer: Answer, rules: number): string[]
    remember(tally: Tally, answer: Answer, keys: readonly string[]): void
    /** Takes over the keys of another tally of the same poll. */
    inherit(tally: Tally, from: Tally): void
  }
  /** An answer as it is stored: without characters that are never shown. [A10] */
  tidy(answer: Answer): Answer
}

/** How much an option got. */
export interface Amount<Def, Answer, Row> {
  /** Its picks, dots or points. */
  count(row: Row): number
  /** The most that one ballot may give an option. [R5] */
  most(def: Def): number
  /** What a ballot gave it; 0 if it did not name it. */
  given(def: Def, answer: Answer, id: string): number
}

/** The rules of one kind of poll. */
export interface Kind<Def, Answer, Tally, Result extends { rows: object[] }> extends AnswerRules<Def, Answer> {
  /** Why an answer is invalid, in words for the attendee; null if it is valid. [A1] to [A11] */
  problem(def: Def, answer: Answer): string | null
  /** Whether two answers are the same vote, regardless of the order of taps. */
  isSame(one: Answer, other: Answer): boolean
  /** A tally without ballots. */
  newTally(def: Def): Tally
  /** Adds a ballot (`by` 1) or takes it out (`by` -1), in time that depends on the answer's size only. */
  count(def: Def, tally: Tally, answer: Answer, by: 1 | -1): void
  /** [R1] to [R13] */
  result(def: Def, tally: Tally, sight: Sight): Result
  /** How often an attendee taps who answers all of it; letters are not counted, sending a text is. */
  taps(def: Def): number
  /** Answers of two rounds can be compared. [R12] */
  hasShift: boolean
  /** What a ballot gave one option, such as a level or a place; undefined if it did not name the option. Absent in kinds without options. */
  given?(answer: Answer, id: string): number | undefined
  byRole?: ByRole<Def, Result>
  writing?: Writing<Answer, Tally>
  /** Absent in kinds whose options can't be compared with those of other polls. [O1] */
  amount?: Amount<Def, Answer, Result['rows'][number]>
  /** Who was right, in kinds that can be a quiz; undefined if the poll is none. */
  right?(result: Result): RightOf<Result> | undefined
  /** The labels of the numbers that a ballot gives an option, from 1. */
  levels?(def: Def): readonly string[]
  /** Further table columns for this kind's rows; kinds may share them. */
  columns?: readonly string[]
  /** A row's values in these columns, its `share`, and whether it is `right`. */
  cells?(row: Result['rows'][number], right: RightOf<Result> | undefined): Record<string, Cell>
  /** The definition without what only the facilitator may see before the reveal. [V3] */
  withoutSecret?(def: Def): Def
  /** What a poll that is declared on a slide has if its author leaves it out. */
  slideDefaults?: Partial<Def>
  /**
   * Errors that the schema can't find.
   * @param written the fields that the author wrote; the others have their defaults
   */
  complaints?(def: Def, written: ReadonlySet<string>): Complaint[]
  /** Converts an answer from an old log, in which answers did not name their kind. [F4] */
  fromUnnamed?(answer: unknown): Answer
}

/**
 * Lets a bundler drop the value if nothing uses it, provided that the call is marked as pure: phones load only the rules they use.
 * @param make called immediately
 */
export function pure<Value>(make: () => Value): Value {
  return make()
}
