/* eslint ts/method-signature-style: ["error", "method"] -- method signatures are bivariant, which lets one registry hold all kinds; callers match kinds themselves. */
import type { Close } from '../../../../core/kinds/schemas/fields.ts'
import type { OptionPoll } from '../../../../core/kinds/shared/with-options.ts'

/** A row of a result that is drawn as a bar. */
export interface BarRow {
  id: string
  voters: number
  count: number
  share: number
  rank: number | null
}

export interface BarResult<Row extends BarRow> {
  voters: number
  rows: Row[]
  /** [R14] */
  close?: Close | undefined
}

/** A kind's wording beside its bars. */
export interface BarWords<Def extends OptionPoll, Row extends BarRow> {
  /** The main number. */
  number(row: Row): string
  /** The same as a whole number, to calculate changes. */
  value(row: Row): number
  /** The unit and the total. Aligned at the end, so a singular ends with a `FIGURE` in place of its plural's last letter. */
  more(row: Row, result: BarResult<Row>): string
  /**
   * The length of the bar. [R5]
   * @param voters the round's
   * @returns 0 to 1; 1 if every voter gave the option the maximum
   */
  reach(def: Def, row: Row, voters: number): number
}

/** The texts beside an option's bar. */
export interface Facts {
  number: string
  more: string
  /** The previous round's number and the change, in a further round. */
  was?: { number: string, move: string }
}

/** A space as wide as a digit, in a monospaced font. */
export const FIGURE = '\u00A0'

/**
 * The texts beside the bars of a result, by option id. Numbers are padded so that they align.
 * @param previous the result of the previous round
 */
export function factsOf<Def extends OptionPoll, Row extends BarRow>(words: BarWords<Def, Row>, result: BarResult<Row>, previous: BarResult<Row> | undefined): Map<string, Facts> {
  const before = new Map(previous?.rows.map(row => [row.id, row]))
  const more = result.rows.map(row => words.more(row, result))
  const longest = Math.max(...more.map(({ length }) => length))
  const was = result.rows.map(({ id }) => before.has(id) ? words.number(before.get(id)!) : '')
  const moves = result.rows.map(row => before.has(row.id) ? moveWords(words.value(row) - words.value(before.get(row.id)!)) : '')
  const [longestWas, longestMove] = [was, moves].map(all => Math.max(...all.map(({ length }) => length)))
  return new Map(result.rows.map((row, index) => [row.id, {
    number: words.number(row),
    more: more[index]!.padStart(longest, FIGURE),
    ...was[index] && { was: { number: was[index].padStart(longestWas!, FIGURE), move: moves[index]!.padStart(longestMove!, FIGURE) } },
  }]))
}

/** The change since the previous round, such as `+8` or `−4`. */
function moveWords(by: number): string {
  return by === 0 ? '±0' : by > 0 ? `+${by}` : `−${-by}`
}
