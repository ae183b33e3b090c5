import type { Buffer } from 'node:buffer'
import type { Row, Sheet } from 'write-excel-file/node'
import type { WorkshopResults } from './results/results.schema.ts'
import { unzipSync } from 'fflate'
import writeExcelFile from 'write-excel-file/node'
import { comparisonSheets } from './sheets/comparison.ts'
import { kindSheets } from './sheets/kinds.ts'
import { planSheet, roleSheet, runSheet } from './sheets/plan.ts'
import { disagreementSheet, sectionSheet } from './sheets/sections.ts'
import { sheetText } from './sheets/sheet.ts'
import { summarySheet } from './sheets/summary.ts'
import { COLUMNS, linesOf } from './table.ts'
import { zipOf } from './zip.ts'

/** A workbook to read: a summary, the plan, what sums up the sections, a sheet for each kind of poll; and `All`, the lines of the CSV. */
export async function resultsAsXlsx(results: WorkshopResults): Promise<Uint8Array> {
  const sheets = [summarySheet(results), planSheet(results), ...comparisonSheets(results), ...sectionSheet(results), ...disagreementSheet(results), ...kindSheets(results), ...roleSheet(results), ...runSheet(results), flatSheet(results)]
  const written = await writeExcelFile(sheets).toBuffer()
  // The library dates its files with the current time.
  return zipOf(unzipSync(written), results.workshop.startedAt)
}

/** For programs: the names of the CSV's columns, one line for each option of each round. */
function flatSheet(results: WorkshopResults): Sheet<Buffer> {
  const header: Row = COLUMNS.map(value => ({ value, fontWeight: 'bold' }))
  const rows = linesOf(results).map((line): Row => COLUMNS.map((column) => {
    const cell = line[column]
    return typeof cell === 'string' ? sheetText(cell) || null : cell
  }))
  return { sheet: 'All', data: [header, ...rows], columns: COLUMNS.map(column => ({ width: WIDTHS[column] ?? 12 })), stickyRowsCount: 1 }
}

/** In characters, for columns of text. */
const WIDTHS: Record<string, number> = { workshop: 24, started: 24, poll: 24, topic: 20, title: 36, option: 24, label: 60, distribution: 18, marks: 18, group: 18, roles: 36 }
