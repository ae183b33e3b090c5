import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SQLITE, sqliteCode } from '../sqlite-code.ts'

/** Removing a build takes less than this, in milliseconds. */
const REMOVED_MS = 20_000

/**
 * Takes a build into use, before it is looked for or made: from here on no other process removes it, nor what it is made from.
 * The lock is a file beside it that stays; the system releases it when the process ends, however it ends.
 * @param folder the build's folder
 * @returns releases it
 */
export function takeIntoUse(folder: string): () => void {
  // An account that may not write can use what another one built.
  const lock = openLock(folder, { timeout: REMOVED_MS }) ?? openLock(folder, { timeout: REMOVED_MS, readOnly: true })
  lock?.exec('BEGIN')
  // Many may read at once, and none of them lets anybody write.
  lock?.prepare('SELECT * FROM sqlite_schema').all()
  return () => lock?.isOpen && lock.close()
}

/**
 * Removes a build, or a draft of it, unless somebody uses it, or this account may not know.
 * @param folder the build's folder
 * @param remove called while nobody can take it into use
 */
export function removeUnused(folder: string, remove: () => void): void {
  const lock = openLock(folder, { timeout: 0 })
  try {
    lock?.exec('BEGIN EXCLUSIVE')
    if (lock)
      remove()
  }
  catch (error) {
    if (sqliteCode(error) !== SQLITE.busy)
      throw error
  }
  finally {
    lock?.close()
  }
}

/** Null where this account may not open it. */
function openLock(folder: string, options: { timeout: number, readOnly?: boolean }): DatabaseSync | null {
  try {
    mkdirSync(dirname(folder), { recursive: true })
    return new DatabaseSync(`${folder}${LOCK}`, options)
  }
  catch (error) {
    if (isForbidden(error))
      return null
    throw error
  }
}

/** How the names of locks end. */
export const LOCK = '.lock'

/** What SQLite and the system say to an account that may not write there. */
const FORBIDDEN: unknown[] = [SQLITE.readOnly, SQLITE.cannotOpen, 'EACCES', 'EPERM', 'EROFS']

function isForbidden(error: unknown): boolean {
  return FORBIDDEN.includes(sqliteCode(error) ?? (error as NodeJS.ErrnoException).code)
}
