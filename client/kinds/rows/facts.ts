/* eslint ts/method-signature-style: ["error", "method"] -- a method of one kind may stand for that of any: whoever calls it has looked at the poll's kind. */
import type { OptionPoll } from '../../../core/kinds/with-options.ts'

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
}

/** What a kind says beside its bars. */
export interface BarWords<Def extends OptionPoll, Row extends BarRow> {
  /** The one number that counts. */
  number(row: Row): string
  /** The same as a whole number, to say by how much it moved. */
  value(row: Row): number
  /** What it is a number of, and of how many: words, a number, and more words. */
  more(row: Row, result: BarResult<Row>): [before: string, number: string, after: string]
  /**
   * How far the bar reaches [R5].
   * @param voters of the round
   * @returns 0 to 1, which is where every voter gave the option all that a ballot may
   */
  reach(def: Def, row: Row, voters: number): number
}

/** What stands beside an option's bar. */
export interface Facts {
  number: string
  more: string
  /** In a further round. */
  was?: { number: string, move: string }
}

/** A space as wide as a figure, in a face in which all letters are as wide. */
export const FIGURE = '\u00A0'

/**
 * What stands beside the bars of a result, by option id. Figures stand under each other, whatever words follow them.
 * @param previous result, of the round before
 */
export function factsOf<Def extends OptionPoll, Row extends BarRow>(words: BarWords<Def, Row>, result: BarResult<Row>, previous: BarResult<Row> | undefined): Map<string, Facts> {
  const before = new Map(previous?.rows.map(row => [row.id, row]))
  const more = result.rows.map(row => words.more(row, result))
  const digits = Math.max(...more.map(([, number]) => number.length))
  const was = result.rows.map(({ id }) => before.has(id) ? words.number(before.get(id)!) : '')
  const moves = result.rows.map(row => before.has(row.id) ? moveWords(words.value(row) - words.value(before.get(row.id)!)) : '')
  const [longestWas, longestMove] = [was, moves].map(all => Math.max(...all.map(({ length }) => length)))
  return new Map(result.rows.map((row, index) => [row.id, {
    number: words.number(row),
    more: more[index]![0] + more[index]![1].padStart(digits, FIGURE) + more[index]![2],
    ...was[index] && { was: { number: was[index].padStart(longestWas!, FIGURE), move: moves[index]!.padStart(longestMove!, FIGURE) } },
  }]))
}

/** By how much something moved since the round before, such as `+8` or `−4`. */
function moveWords(by: number): string {
  return by === 0 ? '±0' : by > 0 ? `+${by}` : `−${-by}`
}
