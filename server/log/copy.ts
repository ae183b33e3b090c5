import { backup, DatabaseSync } from 'node:sqlite'
import { sqliteLog } from './sqlite.ts'

/** More than any log has, so that a copy is a single step: otherwise every vote in between would restart it. */
const ALL_PAGES = 2 ** 31 - 1

/**
 * Copies a consistent snapshot of a log, even while a server writes to it. Copying its files one after the other would not be
 * consistent.
 * @param from the database file
 * @param to a path that does not exist yet
 * @throws UserError when it cannot be read, or the copy is not sound
 */
export async function copyLog(from: string, to: string): Promise<void> {
  // Throws if anything is wrong with it.
  await sqliteLog(from, { readOnly: true }).close()
  const db = new DatabaseSync(from, { readOnly: true, timeout: 2000 })
  try {
    await backup(db, to, { rate: ALL_PAGES })
  }
  finally {
    db.close()
  }
  // Opened as by a server, which leaves a single file.
  await sqliteLog(to).close()
}
