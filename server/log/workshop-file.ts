import type { Entry } from '../../core/entry.ts'
import type { Workshop } from '../../core/workshop.ts'
import { hash } from 'node:crypto'
import { z } from 'zod'
import { RULES } from '../../core/rules.ts'
import { applyChecked } from './entry-check.ts'
import { FileFault, linesOf, parseLine } from './json-lines.ts'

const FORMAT = 'workshop-log'
const VERSION = 1

const anyHeader = z.looseObject({ format: z.literal(FORMAT), version: z.int().min(1), rules: z.int().min(1) })
const header = anyHeader.extend({ workshop: z.string(), entries: z.int().min(1) })
const footer = z.strictObject({ sha256: z.string() })

/**
 * A workshop as a file, whose format is in docs/log-file.md.
 * @param workshop its id
 * @param entries its whole log
 */
export function workshopFile(workshop: string, entries: readonly Entry[]): string {
  const first = { format: FORMAT, version: VERSION, rules: RULES, workshop, entries: entries.length }
  const text = [first, ...entries].map(line => `${JSON.stringify(line)}\n`).join('')
  return `${text}${JSON.stringify({ sha256: hash('sha256', text) })}\n`
}

/**
 * Reads a workshop's file, and checks all of it.
 * @throws FileFault
 */
export function readWorkshopFile(bytes: Uint8Array): { workshop: Workshop, entries: Entry[] } {
  const lines = linesOf(bytes)
  const { workshop: id, entries: count } = readHeader(lines)
  const values = lines.slice(1).map((line, index) => parseLine(line, index + 2))
  const sum = footer.safeParse(values.at(-1)).data?.sha256
  const entries = (sum === undefined ? values : values.slice(0, -1)) as Entry[]
  const workshop = foldChecked(entries)
  if (sum === undefined)
    throw new FileFault(`it is cut off after line ${lines.length}: the last line, with the checksum, is missing`)
  if (entries.length !== count)
    throw new FileFault(`it should have ${count} entries and has ${entries.length}`, 'line 1')
  if (workshop.id !== id)
    throw new FileFault(`it names the workshop ${id}, but the entries are those of ${workshop.id}`, 'line 1')
  if (sum !== hash('sha256', bytes.subarray(0, lines.at(-1)!.byteOffset - bytes.byteOffset)))
    throw new FileFault('the lines before it were changed since they were written: their checksum is another one', `line ${lines.length}`)
  return { workshop, entries }
}

function readHeader([line]: readonly Uint8Array[]): z.infer<typeof header> {
  if (!line)
    throw new FileFault('it is empty')
  const value = parseLine(line, 1)
  const known = anyHeader.safeParse(value).data
  if (!known)
    throw new FileFault('it is not the first line of a workshop\'s file', 'line 1')
  if (known.version > VERSION)
    throw new FileFault(`it was written by a newer version of this tool (format ${known.version}, this one knows ${VERSION}). Update`, 'line 1')
  if (known.rules > RULES)
    throw new FileFault(`it was written by a newer version of this tool (rules ${known.rules}, this one knows ${RULES}). Update`, 'line 1')
  const { data, error } = header.safeParse(value)
  if (!data)
    throw new FileFault(`${error.issues[0]!.path.join('.')}: ${error.issues[0]!.message}`, 'line 1')
  return data
}

function foldChecked(entries: readonly unknown[]): Workshop {
  let workshop: Workshop | undefined
  entries.forEach((entry, index) => {
    try {
      workshop = applyChecked(workshop, entry)
    }
    catch (error) {
      throw new FileFault((error as Error).message, `line ${index + 2}`)
    }
  })
  if (!workshop)
    throw new FileFault('it has no entries')
  return workshop
}
