import type { Buffer } from 'node:buffer'
import type { Cell, Row, Sheet } from 'write-excel-file/node'

export type Value = string | number | Date | null | undefined

/** A column of a sheet to read. */
export interface Column<Item> {
  title: string
  /** In characters. */
  width: number
  value: (item: Item) => Value
  /** How a number or a date is written, in the notation of spreadsheets. */
  format?: string
}

export const SHARE = '0%'
export const DECIMAL = '0.0'
export const DATE = 'yyyy-mm-dd'

const HEADING = { fontWeight: 'bold', backgroundColor: '#E8E6E1', alignVertical: 'top', wrap: true } as const

export function headings(titles: readonly string[]): Row {
  return titles.map(value => ({ value, ...HEADING }))
}

/** A typed cell. Texts are texts, whatever they begin with, and wrap. */
export function cellOf(value: Value, format?: string): Cell {
  if (value === null || value === undefined || value === '')
    return null
  if (typeof value === 'string')
    return { value: sheetText(value), type: String, wrap: true, alignVertical: 'top' }
  return { value, ...format !== undefined && { format }, alignVertical: 'top' }
}

/** A sheet with a row of headings, which stays in sight, and a row for each item. */
export function sheetOf<Item>(name: string, columns: readonly Column<Item>[], items: readonly Item[]): Sheet<Buffer> {
  return {
    sheet: name,
    data: [headings(columns.map(({ title }) => title)), ...items.map(item => columns.map(({ value, format }) => cellOf(value(item), format)))],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }
}

/** A calendar day, as a spreadsheet counts it: without a time zone. */
export function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

/**
 * Half a surrogate pair is no character in XML, and `_x0041_` would be read as an A. The library looks texts up in an object,
 * where `constructor` already exists: names of Object's own properties are escaped.
 */
export function sheetText(text: string): string {
  const escaped = (character: string) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
  const whole = text.replace(/\p{Cs}/gu, '').replace(/_(?=x[0-9a-f]{4}_)/gi, escaped)
  return whole in Object.prototype ? escaped(whole) + whole.slice(1) : whole
}
