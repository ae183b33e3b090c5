import type { Workshop } from '../../core/workshop.ts'
import { resolve } from 'node:path'
import { fold } from '../../core/fold.ts'
import { existingLog } from '../data-folder.ts'
import { sqliteLog } from '../log/sqlite.ts'
import { UserError } from '../user-error.ts'

/** Arguments of every command that reads a workshop from the log. */
export const storedWorkshopArgs = {
  workshop: { type: 'string', description: 'Which workshop, by its id; the latest one if not given', valueHint: 'id' },
  data: { type: 'string', default: 'data', description: 'Folder of the workshop log', valueHint: 'folder' },
} as const

/**
 * Folds a workshop from the log, beside a running server or without one.
 * @throws UserError that lists the workshops when there is none of that id
 */
export function storedWorkshop({ workshop: id, data }: { workshop?: string, data: string }): Workshop {
  const log = sqliteLog(existingLog(data), { readOnly: true })
  try {
    const known = log.workshops()
    const info = id === undefined ? known.at(-1) : known.find(workshop => workshop.id === id)
    if (!info) {
      throw new UserError(known.length === 0
        ? `There is no workshop in ${resolve(data)} yet. Run one with npm start, or name its folder with --data.`
        : `There is no workshop "${id}" in ${resolve(data)}. There are: ${known.map(workshop => workshop.id).join(', ')}`)
    }
    return fold(log.read(info.id))
  }
  finally {
    log.close()
  }
}
