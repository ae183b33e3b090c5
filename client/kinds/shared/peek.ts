import type { OptionPoll } from '../../../core/kinds/shared/with-options.ts'
import type { PeekLine } from './slide-kind.ts'

/**
 * The facilitator's preview of a result.
 * @param rows in display order
 */
export function peekAt<Row extends { id: string, voters: number }>({ options }: OptionPoll, rows: readonly Row[], numberOf: (row: Row) => string, reachOf: (row: Row) => number): PeekLine[] {
  return rows.map((row) => {
    const option = options.find(({ id }) => id === row.id)
    return { id: row.id, label: option?.label ?? row.id, note: option?.note, number: row.voters === 0 ? '–' : numberOf(row), reach: row.voters === 0 ? 0 : reachOf(row) }
  })
}
