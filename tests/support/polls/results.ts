import type { Row } from '../../../core/kinds/shared/kind.ts'

/** One field of a result's rows, by their ids. */
export function fieldOf<Field extends keyof Row>({ rows }: { rows: readonly Row[] }, field: Field): Record<string, Row[Field]> {
  return Object.fromEntries(rows.map(row => [row.id, row[field]]))
}

/** A result's rows, with the fields that rows of some kind have. */
export function rowsOf({ rows }: { rows: readonly Row[] }): readonly Row[] {
  return rows
}
