import type { Result } from '../../../core/kinds/kinds.ts'

type AnyRow = Result['rows'][number]
type FieldIn<Each> = Each extends unknown ? keyof Each : never
type ValueIn<Each, Field> = Each extends unknown ? Field extends keyof Each ? Each[Field] : undefined : never

/** A row of any kind, with the fields that rows of some kind have. */
export type Row = Pick<AnyRow, keyof AnyRow> & { [Field in Exclude<FieldIn<AnyRow>, keyof AnyRow>]?: ValueIn<AnyRow, Field> }

/** One field of a result's rows, by their ids. */
export function fieldOf<Field extends keyof Row>({ rows }: { rows: readonly Row[] }, field: Field): Record<string, Row[Field]> {
  return Object.fromEntries(rows.map(row => [row.id, row[field]]))
}

/** A result's rows, with the fields that rows of some kind have. */
export function rowsOf({ rows }: { rows: readonly Row[] }): readonly Row[] {
  return rows
}
