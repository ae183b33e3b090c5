import type { Records } from './store.ts'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../files.ts'
import { UserError } from '../user-error.ts'
import { withDataFile } from './data-folder.ts'

const schema = z.record(z.string(), z.string())

/** The names of the files, and what follows when one is moved away, as a sentence goes on. */
const FILES = {
  decks: ['decks.json', 'every workshop then counts as one with this project\'s own slides'],
  owners: ['owners.json', 'only those with an admin link or key then see the workshops that are there'],
} as const

/** The files of a data folder that are to be kept with its log. */
export const RECORD_FILES = Object.values(FILES).map(([name]) => name)

/**
 * The records in a small file of a data folder.
 * @throws UserError when it is damaged
 */
export function recordsIn(data: string, which: keyof typeof FILES): Records {
  const [name, without] = FILES[which]
  const path = join(data, name)

  function read(): Record<string, string> {
    if (!existsSync(path))
      return {}
    const text = withDataFile(path, () => readFileSync(path, 'utf8'))
    try {
      return schema.parse(JSON.parse(text))
    }
    catch (error) {
      const why = error instanceof z.ZodError ? 'it does not say one text for each workshop' : (error as Error).message
      throw new UserError(`${path} is damaged (${why}). Repair it, or move it away: ${without}.`)
    }
  }

  function write(values: Record<string, string>): void {
    withDataFile(path, () => writeWhole(path, `${JSON.stringify(values, null, 2)}\n`))
  }

  read()
  return recordsWith(read, write)
}

/** The records in a file that may be deleted at any time: if it is damaged or cannot be written, there are none. */
export function spareRecordsIn(path: string): Records {
  function read(): Record<string, string> {
    try {
      return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
    }
    catch {
      return {}
    }
  }

  function write(values: Record<string, string>): void {
    try {
      writeWhole(path, JSON.stringify(values))
    }
    catch {
      // It would be out of date.
      rmSync(path, { force: true })
    }
  }

  return recordsWith(read, write)
}

/** Records that are read and written as a whole. */
function recordsWith(read: () => Record<string, string>, write: (values: Record<string, string>) => void): Records {
  return {
    read,
    async put(values) {
      const known = read()
      if (Object.entries(values).some(([workshop, value]) => known[workshop] !== value))
        write({ ...known, ...values })
    },
    async forget(workshop) {
      const { [workshop]: forgotten, ...others } = read()
      if (forgotten !== undefined)
        write(others)
    },
  }
}
