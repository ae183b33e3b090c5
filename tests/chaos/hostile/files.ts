import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PDFDict, PDFDocument, PDFStream } from 'pdf-lib'
import { getDocumentProxy } from 'unpdf'
import { needTool } from '../../support/processes/tool.ts'
import { isFormula, readCsv, readWorkbook, sheetNames } from '../../support/sheets.ts'
import { ELSEWHERE, RAN } from './strings.ts'

const LABEL = 10

/** What a spreadsheet would run of a CSV, and what of the texts is not in it as it was written. */
export function faultsOfCsv(csv: string, taken: readonly string[]): { formulas: string[], lost: string[] } {
  const rows = readCsv(csv)
  const width = rows[0]!.length
  return {
    // Numbers that begin with a minus are none of theirs.
    formulas: rows.flat().filter(isFormula).map(cell => JSON.stringify(cell)),
    lost: [
      ...rows.filter(row => row.length !== width).map(row => `a line of ${row.length} cells: ${JSON.stringify(row.join().slice(0, 60))}`),
      ...missing(taken, rows.map(row => row[LABEL] ?? ''), text => text.replaceAll('\'', '').replace(/\p{Cs}/gu, '\uFFFD').trim()),
    ],
  }
}

/** The same of a workbook. */
export function faultsOfXlsx(bytes: Uint8Array, taken: readonly string[]): { formulas: string[], lost: string[] } {
  const { rows } = readWorkbook(bytes)
  const formulas = sheetNames(bytes).flatMap(name => readWorkbook(bytes, name).formulas)
  return { formulas, lost: missing(taken, rows.map(row => String(row[LABEL] ?? '')), text => text.replace(/[\uFFFE\uFFFF\p{Cc}\p{Cs}]/gu, '')) }
}

function missing(taken: readonly string[], cells: readonly string[], seen: (text: string) => string): string[] {
  const there = new Set(cells.map(seen))
  return taken.filter(text => !there.has(seen(text))).map(text => JSON.stringify(text))
}

/** Formulas that LibreOffice makes of the files, with commas and with semicolons between cells, told to calculate whatever it takes for one. */
export async function faultsOfCalc(folder: string, csv: string, xlsx: Uint8Array): Promise<string[]> {
  await needTool('soffice', 'libreoffice-calc-nogui')
  writeFileSync(join(folder, 'commas.csv'), csv)
  writeFileSync(join(folder, 'semicolons.csv'), csv)
  writeFileSync(join(folder, 'book.xlsx'), xlsx)
  // What it would run if we let it: without this one, nothing found would say nothing.
  writeFileSync(join(folder, 'control.csv'), 'a,=1+1\n')
  const convert = (name: string, filter: string[] = []) => {
    const { status, stderr } = spawnSync('soffice', [`-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`, '--headless', ...filter, '--convert-to', 'fods', '--outdir', folder, join(folder, name)], { encoding: 'utf8' })
    if (status !== 0)
      throw new Error(`soffice: ${stderr}`)
    return readFileSync(join(folder, name.replace(/\.\w+$/, '.fods')), 'utf8')
  }
  // Delimiter, quote, UTF-8, from line 1; at the end: formulas are evaluated.
  const csvFilter = (delimiter: number) => [`--infilter=CSV:${delimiter},34,76,1,,0,false,false,false,false,false,-1,true`]
  const formulasOf = (fods: string) => [...fods.matchAll(/table:formula="([^"]*)"|<text:a [^>]*href="([^"]*)"/g)].map(([found]) => found)
  if (formulasOf(convert('control.csv', csvFilter(44))).length !== 1)
    throw new Error('LibreOffice did not take =1+1 for a formula, so it proves nothing.')
  return [
    ...formulasOf(convert('commas.csv', csvFilter(44))).map(formula => `CSV: ${formula}`),
    ...formulasOf(convert('semicolons.csv', csvFilter(59))).map(formula => `CSV, semicolons: ${formula}`),
    ...formulasOf(convert('book.xlsx')).map(formula => `XLSX: ${formula}`),
  ]
}

/** Whatever a reader would run, wherever in the file it stands. */
async function actionsOf(bytes: Uint8Array): Promise<string[]> {
  const { context } = await PDFDocument.load(bytes)
  const dictionaries = context.enumerateIndirectObjects().map(([, object]) => object instanceof PDFStream ? object.dict : object).filter(object => object instanceof PDFDict)
  return dictionaries.map(String).flatMap(text => [...text.matchAll(/\/(?:JavaScript|JS|Launch|EmbeddedFiles?|OpenAction|AA|SubmitForm|ImportData)\b.{0,40}/g)].map(([action]) => action))
}

export interface PdfFaults {
  /** Scripts, and links that lead to where the texts want. */
  active: string[]
  /** Words that only a script could have put there. */
  ran: string[]
  /** Plain texts that are on no page. */
  lost: string[]
  pages: number
}

/** @param expected texts that have to be printed */
export async function faultsOfPdf(bytes: Uint8Array, expected: readonly string[]): Promise<PdfFaults> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const active = Object.keys(await pdf.getJSActions() ?? {}).map(name => `script at ${name}`)
  let all = ''
  for (let no = 1; no <= pdf.numPages; no++) {
    const page = await pdf.getPage(no)
    const { items } = await page.getTextContent()
    all += items.map(item => 'str' in item ? item.str : '').join('')
    for (const { url, unsafeUrl, attachment } of await page.getAnnotations() as { url?: string, unsafeUrl?: string, attachment?: unknown }[]) {
      if (attachment || [url, unsafeUrl].some(target => target && (target.includes(ELSEWHERE) || !/^https?:/.test(target))))
        active.push(`page ${no}: ${unsafeUrl ?? url}`)
    }
    active.push(...Object.keys(await page.getJSActions() ?? {}).map(name => `page ${no}: script at ${name}`))
  }
  active.push(...await actionsOf(bytes))
  const plain = (text: string) => text.replace(/[^\x21-\x7E]/g, '')
  const printed = plain(all)
  return {
    active,
    ran: printed.includes(RAN) ? [RAN] : [],
    // Other scripts are printed in an order of their own.
    lost: expected.filter(text => /^[\x20-\x7E]{4,80}$/.test(text) && !printed.includes(plain(text))).map(text => JSON.stringify(text)),
    pages: pdf.numPages,
  }
}
