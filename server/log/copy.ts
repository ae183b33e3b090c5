import { backup, DatabaseSync } from 'node:sqlite'
import { sqliteLog } from './sqlite.ts'

/** More than any log has, so that a copy is one step: with more of them, every vote in between would make it begin anew. */
const ALL_PAGES = 2 ** 31 - 1

/**
 * Copies a log as it is at one moment, beside a server that writes to it. Files that are copied one after the other would not fit
 * together.
 * @param from the database file
 * @param to where there is none yet
 * @throws UserError when it cannot be read, or the copy is not sound
 */
export async function copyLog(from: string, to: string): Promise<void> {
  // Says what is wrong with it, if anything is.
  sqliteLog(from, { readOnly: true }).close()
  const db = new DatabaseSync(from, { readOnly: true, timeout: 2000 })
  try {
    await backup(db, to, { rate: ALL_PAGES })
  }
  finally {
    db.close()
  }
  // As a server would open it, which leaves one file.
  sqliteLog(to).close()
}
