import type { OptionPoll } from '../../../core/kinds/shared/with-options.ts'
import type { OwnLine, ResultLine } from './phone-kind.ts'

interface OptionLine<Row> {
  /** The number before the label. */
  number: (row: Row) => string
  /** What the number counts. */
  more: (row: Row) => string
  /** 0 to 1 */
  reach: (row: Row) => number
  /** What the attendee gave the option, in words; undefined if nothing. */
  own: (id: string) => string | undefined
  /** In a quiz: whether the option is right. */
  isRight?: (id: string) => boolean | undefined
}

/** The lines of a result, in the order of its rows. */
export function optionLines<Row extends { id: string }>({ options }: OptionPoll, rows: readonly Row[], { number, more, reach, own, isRight }: OptionLine<Row>): ResultLine[] {
  const labels = new Map(options.map(({ id, label }) => [id, label]))
  return rows.map(row => ({ id: row.id, label: labels.get(row.id) ?? '', number: number(row), more: more(row), reach: reach(row), own: own(row.id) ?? '', isRight: isRight?.(row.id) }))
}

/**
 * What the attendee gave each option, in the poll's order.
 * @param given in words, by option id; undefined if the answer doesn't name it
 */
export function ownOptions({ options }: OptionPoll, given: (id: string) => string | undefined): OwnLine[] {
  return options.flatMap(({ id, label }) => given(id) === undefined ? [] : [{ id, label, given: given(id)! }])
}
