import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../files.ts'
import { withDataFile } from '../log/data-folder.ts'
import { UserError } from '../user-error.ts'

/** Who started each workshop, by the opaque ids of people that signed in with an account. */
const FILE = 'owners.json'

const schema = z.record(z.string(), z.string())

export interface Owners {
  isOwner: (person: string, workshop: string) => boolean
  /** @throws UserError when it cannot be written */
  add: (person: string, workshop: string) => void
  /** Forgets a workshop that was deleted. */
  forget: (workshop: string) => void
}

/** @throws UserError when the file is damaged */
export function readOwners(data: string): Owners {
  const path = join(data, FILE)
  const owners = new Map(Object.entries(parse(path)))
  const write = () => withDataFile(path, () => writeWhole(path, `${JSON.stringify(Object.fromEntries(owners), null, 2)}\n`))
  return {
    isOwner: (person, workshop) => owners.get(workshop) === person,
    add(person, workshop) {
      owners.set(workshop, person)
      write()
    },
    forget(workshop) {
      if (owners.delete(workshop))
        write()
    },
  }
}

function parse(path: string): z.infer<typeof schema> {
  if (!existsSync(path))
    return {}
  const text = withDataFile(path, () => readFileSync(path, 'utf8'))
  try {
    return schema.parse(JSON.parse(text))
  }
  catch {
    throw new UserError(`${path} is damaged. Repair it, or move it away: only those with an admin link or key then see the workshops that are there.`)
  }
}
