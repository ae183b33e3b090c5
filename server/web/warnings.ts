import type { PrintFaults } from '../export/slide-faults.ts'

const MOST_LINES = 8
const LONGEST_LINE = 240
/** Letters of a header. Proxies take four kilobytes of all headers together, and browsers not much more. */
const LONGEST_HEADER = 2000

/** What is wrong with a print, as a JSON list that is escaped for a header: as many of the first lines as fit. Null if nothing is. */
export function warningsOf({ errors, warnings }: PrintFaults): string | null {
  const all = [...errors, ...warnings]
  return all.length > 0 ? headerOf(all, MOST_LINES) : null
}

function headerOf(all: readonly string[], most: number): string {
  const lines = all.slice(0, most).map(line => line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line)
  if (all.length > lines.length)
    lines.push(`and ${all.length - lines.length} more; npm run export lists them`)
  const header = encodeURIComponent(JSON.stringify(lines))
  return header.length > LONGEST_HEADER && most > 0 ? headerOf(all, most - 1) : header
}
