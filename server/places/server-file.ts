import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../files.ts'
import { withDataFile } from '../log/data-folder.ts'

/** Where the server that uses a data folder is reached on this machine, so that commands can ask it. */
const FILE = 'server.json'

const schema = z.object({ url: z.url() })

/** @throws UserError when it cannot be written */
export function tellServer(data: string, url: string): void {
  const path = join(data, FILE)
  withDataFile(path, () => writeWhole(path, `${JSON.stringify({ url })}\n`))
}

export function forgetServer(data: string): void {
  rmSync(join(data, FILE), { force: true })
}

/** The address of the server that was last started on a data folder; undefined where none is known. */
export function toldServer(data: string): string | undefined {
  const path = join(data, FILE)
  if (!existsSync(path))
    return undefined
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8'))).url
  }
  catch {
    return undefined
  }
}
