import type { Workshop } from '../../../core/workshop.ts'
import { resolve } from 'node:path'
import { styleText } from 'node:util'
import { Option } from '@commander-js/extra-typings'
import { existingLog } from '../../log/data-folder.ts'
import { foldLog } from '../../log/fold-log.ts'
import { sqliteLog } from '../../log/sqlite.ts'
import { checkKnown, lastVotedIn } from '../../rooms/last-voted.ts'
import { notEmpty, typedPath } from '../command-line.ts'

export const workshopOption = new Option('--workshop <id>', 'Which workshop, by its id; the last one with votes if not given').argParser(notEmpty)
export const outputOption = new Option('--output <path>', 'Path of the files without their ending; out/<id> if not given').argParser(typedPath)

/**
 * Folds a workshop from the log, with or without a running server. The default is the last one with votes, because a start
 * after the end of a workshop opens an empty one.
 * @throws UserError that lists the workshops when there is none of that id
 */
export async function storedWorkshop({ workshop: id, data }: { workshop?: string, data: string }): Promise<Workshop> {
  const log = sqliteLog(existingLog(data), { readOnly: true })
  try {
    const workshops = await log.workshops()
    const latest = workshops.at(-1)?.id ?? ''
    await checkKnown(log, id ?? latest, resolve(data))
    if (id !== undefined)
      return await foldLog(log, id)
    const voted = await lastVotedIn(log, workshops.map(workshop => workshop.id))
    if (voted && voted.id !== latest)
      console.error(`${styleText('yellow', '!')} This is ${voted.id}. A later workshop has no votes; for that one, add: --workshop ${latest}`)
    return voted ?? await foldLog(log, latest)
  }
  finally {
    await log.close()
  }
}
