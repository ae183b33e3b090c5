import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../files.ts'
import { UserError } from '../user-error.ts'
import { withDataFile } from './data-folder.ts'

const schema = z.record(z.string(), z.string())

/** A small file of a data folder that says one thing of some of its workshops. Each method throws UserError when the file is damaged, or the system does not let it. */
export interface RecordFile {
  name: string
  /** What it says, by the ids of the workshops. */
  read: (data: string) => Readonly<Record<string, string>>
  put: (data: string, workshop: string, value: string) => void
  /** Forgets a workshop that is deleted. */
  forget: (data: string, workshop: string) => void
}

/** @param without what follows when it is moved away, as a sentence goes on */
export function recordFile(name: string, without: string): RecordFile {
  function read(data: string): Record<string, string> {
    const path = join(data, name)
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

  function write(data: string, values: Record<string, string>): void {
    const path = join(data, name)
    withDataFile(path, () => writeWhole(path, `${JSON.stringify(values, null, 2)}\n`))
  }

  return {
    name,
    read,
    put(data, workshop, value) {
      const values = read(data)
      if (values[workshop] !== value)
        write(data, { ...values, [workshop]: value })
    },
    forget(data, workshop) {
      const { [workshop]: forgotten, ...others } = read(data)
      if (forgotten !== undefined)
        write(data, others)
    },
  }
}
