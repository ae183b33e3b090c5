import { strFromU8, unzipSync } from 'fflate'

export type Cell = string | number | null

export interface Workbook {
  /** Row by row, from the header. */
  rows: Cell[][]
  /** Of every cell that would be calculated. */
  formulas: string[]
  /** Rows that stay where they are when the sheet scrolls. */
  frozenRows: number
  /** For each row, whether all of its cells are bold. */
  bold: boolean[]
  /** For each row, how its numbers are written; absent where that is not said. */
  formats: (string | undefined)[][]
}

/** The names of the sheets of an XLSX. */
export function sheetNames(bytes: Uint8Array): string[] {
  return [...strFromU8(unzipSync(bytes)['xl/workbook.xml']!).matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name!)
}

/** Reads a sheet of an XLSX back, out of its XML. */
export function readWorkbook(bytes: Uint8Array, name = 'All'): Workbook {
  const files = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]))
  const sheet = files[`xl/worksheets/sheet${sheetNames(bytes).indexOf(name) + 1}.xml`]!
  const strings = [...files['xl/sharedStrings.xml']!.matchAll(/<si><t[^>]*>(.*?)<\/t><\/si>/gs)].map(([, text]) => textOf(text!))
  const [, fonts] = /<fonts[^>]*>(.*?)<\/fonts>/s.exec(files['xl/styles.xml']!)!
  const boldFonts = fonts!.split('<font').slice(1).map(font => font.includes('<b/>'))
  const [, formats] = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(files['xl/styles.xml']!)!
  const styles = formats!.split('<xf ').slice(1)
  const boldStyles = styles.map(format => boldFonts[Number(/fontId="(\d+)"/.exec(format)?.[1] ?? 0)] ?? false)
  const codes = new Map([...files['xl/styles.xml']!.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]))
  const formatOf = (attributes: string) => codes.get(/numFmtId="(\d+)"/.exec(styles[Number(/s="(\d+)"/.exec(attributes)?.[1] ?? 0)] ?? '')?.[1])
  const rows = [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => [...row!.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)])
  return {
    rows: rows.map((cells) => {
      const row: Cell[] = []
      for (const [, column, attributes, content = ''] of cells) {
        const value = /<v>(.*?)<\/v>/s.exec(content)?.[1]
        row[columnNo(column!)] = value === undefined ? null : attributes!.includes('t="s"') ? strings[Number(value)]! : Number(value)
      }
      return Array.from(row, cell => cell ?? null)
    }),
    formulas: [...sheet.matchAll(/<f[ >].*?<\/f>/gs)].map(([formula]) => formula),
    frozenRows: Number(/<pane [^>]*ySplit="(\d+)"[^>]*state="frozen"/.exec(sheet)?.[1] ?? 0),
    bold: rows.map(cells => cells.every(([, , attributes]) => boldStyles[Number(/s="(\d+)"/.exec(attributes!)?.[1] ?? -1)] ?? false)),
    formats: rows.map(cells => cells.map(([, , attributes]) => formatOf(attributes!))),
  }
}

/** From 0. */
function columnNo(letters: string): number {
  return [...letters].reduce((no, letter) => no * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function textOf(xml: string): string {
  return xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replace(/_x([0-9a-f]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** The cells of a CSV, row by row. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, cell, end] of text.replace(/^\uFEFF/, '').matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/g)) {
    rows.at(-1)!.push(cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!)
    if (end === '\r\n')
      rows.push([])
    if (end === '')
      break
  }
  return rows.slice(0, -1)
}

/** What a spreadsheet takes for a formula, and not for text, when it stands in a CSV. */
export function isFormula(cell: string): boolean {
  return /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) && !/^-?\d+(?:\.\d+)?(?:e-?\d+)?$/.test(cell)
}
