import { DatabaseSync } from 'node:sqlite'

const NEWLINE = 0x0A

/** What is wrong with a file. */
export class FileFault extends Error {
  /** @param place where: `line 7, character 12`; absent where the whole file is meant */
  constructor(message: string, place?: string) {
    super(place === undefined ? message : `${place}: ${message}`)
  }
}

/** The lines of a file. */
export function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let start = 0, end; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(NEWLINE, start)
    if (end === -1)
      end = bytes.length
    lines.push(bytes.subarray(start, end))
  }
  return lines
}

/**
 * Parses one line.
 * @param no its number, from 1
 * @throws FileFault that says where the JSON breaks
 */
export function parseLine(line: Uint8Array, no: number): unknown {
  const text = decode(line, no)
  try {
    return JSON.parse(text)
  }
  catch (error) {
    const [message, position] = (error as Error).message.split(' in JSON at position ')
    const character = position === undefined ? brokenAt(text) : Number.parseInt(position) + 1
    throw new FileFault(`it is not JSON (${message})`, `line ${no}, character ${character}`)
  }
}

function decode(line: Uint8Array, no: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line)
  }
  catch {
    throw new FileFault('it is not UTF-8 text', `line ${no}`)
  }
}

/** From 1. V8 doesn't tell the position of an unexpected token or of the end, but SQLite does. */
function brokenAt(text: string): number {
  const db = new DatabaseSync(':memory:')
  const { position } = db.prepare('SELECT json_error_position(?) AS position').get(text) as { position: number }
  db.close()
  return position
}
