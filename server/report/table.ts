import type { Row } from 'write-excel-file/node'
import type { Cell } from '../../core/kinds/shared/kind.ts'
import type { WorkshopResults } from './results.ts'
import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import { POLL_KINDS, rulesOf } from '../../core/kinds/kinds.ts'

/** What every kind has, and what only some have, as their rules say. */
const COLUMNS = [
  ...['workshop', 'started', 'poll', 'kind', 'topic', 'title', 'round', 'revealed', 'round_voters', 'option', 'label', 'rank', 'ballots_to_swap', 'count', 'voters', 'share', 'right', 'roles'],
  ...new Set(POLL_KINDS.flatMap(kind => rulesOf({ kind }).columns ?? [])),
]
/** In characters, for columns of text. */
const WIDTHS: Record<string, number> = { workshop: 24, started: 24, poll: 24, topic: 20, title: 36, option: 24, label: 60, distribution: 18, marks: 18, group: 18, roles: 36 }

type Line = Record<string, Cell>

/** One line for each option of each round, for every format. */
function linesOf({ workshop, polls }: WorkshopResults): Line[] {
  return polls.flatMap(poll => poll.rounds.flatMap(round => round.options.map((option): Line => ({
    workshop: workshop.id,
    started: workshop.startedAt,
    poll: poll.id,
    kind: poll.kind,
    topic: poll.topic,
    title: poll.title,
    round: round.no,
    revealed: round.revealed ? 'yes' : 'no',
    round_voters: round.voters,
    option: option.id,
    label: option.label,
    rank: option.rank,
    ballots_to_swap: round.close?.options.includes(option.id) ? round.close.ballots : null,
    count: rulesOf(poll).amount?.count(option) ?? option.voters,
    voters: option.voters,
    ...rulesOf(poll).cells?.(option, round.right ?? undefined),
    roles: round.roles?.flatMap(({ label, rows }) => rows.filter(({ id, value }) => id === option.id && value !== null).map(({ value }) => `${label}: ${value}`)).join('; '),
  }))))
}

/**
 * An apostrophe precedes everything that a spreadsheet would run as a formula: at the start of a cell, and after characters
 * that are delimiters in some countries.
 */
export function resultsAsCsv(results: WorkshopResults): string {
  return stringify(linesOf(results), {
    header: true,
    columns: COLUMNS,
    bom: true,
    escape_formulas: true,
    quoted_match: /[;\t|]/,
    cast: { string: inert },
    record_delimiter: 'windows',
  })
}

/** `escape_formulas` checks a cell's first character only. A smiley after a semicolon is kept. */
function inert(text: string): string {
  return text.replace(/^\s+(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/, '').replace(/(?<=;\s*)(?=[=+@\uFF1D\uFF0B\uFF20]|[-\uFF0D]\w)/g, '\'')
}

/** A workbook of one sheet, the same lines as in the CSV: numbers are numbers, and text is text, whatever it begins with. */
export async function resultsAsXlsx(results: WorkshopResults): Promise<Uint8Array> {
  const header: Row = COLUMNS.map(value => ({ value, fontWeight: 'bold' }))
  const rows = linesOf(results).map((line): Row => COLUMNS.map((column) => {
    const cell = line[column]
    return typeof cell === 'string' ? sheetText(cell) || null : cell
  }))
  const columns = COLUMNS.map(column => ({ width: WIDTHS[column] ?? 12 }))
  return writeExcelFile([header, ...rows], { sheet: 'Results', columns, stickyRowsCount: 1 }).toBuffer()
}

/**
 * Half a surrogate pair is no character in XML, and `_x0041_` would be read as an A. The library looks texts up in an object,
 * where `constructor` already exists: names of Object's own properties are escaped.
 */
function sheetText(text: string): string {
  const escaped = (character: string) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
  const whole = text.replace(/\p{Cs}/gu, '').replace(/_(?=x[0-9a-f]{4}_)/gi, escaped)
  return whole in Object.prototype ? escaped(whole) + whole.slice(1) : whole
}
