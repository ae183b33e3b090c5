import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { SQLITE, sqliteCode } from '../sqlite-code.ts'
import { UserError } from '../user-error.ts'

/** Of the database in the file. */
export const FORMAT = 2
/** The rows of format 1, which had one for each entry, as those of `batch`. */
export const FORMAT_1 = 'SELECT rowid, workshop, seq, 1 AS size, json_array(json_object(\'at\', at, \'by\', by, \'command\', json(command))) AS entries FROM entry'
/** "wksh" in the file's header tells our logs from other programs' databases. */
export const APPLICATION_ID = 0x776B7368

/** A missing table, a corrupt page, a file that is no database. */
const DAMAGED: unknown[] = [SQLITE.error, SQLITE.corrupt, SQLITE.notADatabase]

/**
 * Checks a log without changing a byte of it, not even when SQLite would checkpoint the write-ahead log.
 * @param path the database file
 * @returns whether there is nothing in it yet, or no such file
 * @throws Error that says what is wrong with it, without its path
 */
export function checkLog(path: string): boolean {
  if (sizeOf(path) === 0) {
    // SQLite would treat it as a new one and delete the latest writes.
    if (sizeOf(`${path}-wal`) > 0)
      throw new Error(`it is ${existsSync(path) ? 'empty' : 'gone'}, while ${basename(path)}-wal beside it is not; they belong together`)
    return true
  }
  // A first start that was killed leaves a journal, which can only be rolled back with write access.
  const db = new DatabaseSync(path, { readOnly: !existsSync(`${path}-journal`) })
  try {
    return checkDatabase(db, path)
  }
  finally {
    db.close()
  }
}

function checkDatabase(db: DatabaseSync, path: string): boolean {
  if (sizeOf(`${path}-wal`) > 0)
    checkSameLog(db, path)
  const read = (sql: string) => Object.values(db.prepare(sql).get()!)[0]
  const version = formatOf(db)
  if (read('PRAGMA application_id') !== APPLICATION_ID) {
    if (version !== 0 || read('SELECT count(*) FROM sqlite_schema') !== 0)
      throw new Error('it is the database of another program')
    return true
  }
  if (version > FORMAT)
    throw new UserError(`${path} was written by a newer version of this tool (format ${version}, this one knows ${FORMAT}). Update, or name another folder with --data.`)
  const verdict = read('PRAGMA quick_check(1)')
  if (verdict !== 'ok')
    throw new Error(`it is damaged (${String(verdict).replaceAll('\n', ' ')})`)
  return false
}

/**
 * SQLite doesn't check which database a write-ahead log belongs to: a wrong one would overwrite everything in this one.
 * Entries never change, so the latest one in the database itself has to exist with the write-ahead log too.
 */
function checkSameLog(whole: DatabaseSync, path: string): void {
  const alone = new DatabaseSync(new URL(`${pathToFileURL(path).href}?immutable=1`), { readOnly: true })
  // Alone it may be unreadable: a half-written checkpoint is only complete with the write-ahead log.
  const known = unlessDamaged(() => alone.prepare(`${rowsOf(alone)} ORDER BY rowid DESC LIMIT 1`).get())
  alone.close()
  if (!known)
    return
  const same = unlessDamaged(() => whole.prepare(`${rowsOf(whole)} WHERE workshop = ? AND seq = ?`).get(known.workshop!, known.seq!))
  if (!isDeepStrictEqual(same, known))
    throw new Error(`${basename(path)}-wal beside it belongs to another log`)
}

/** The migration to this format may be in the write-ahead log only. */
function rowsOf(db: DatabaseSync): string {
  return `SELECT workshop, seq, size, entries FROM ${formatOf(db) === 1 ? `(${FORMAT_1})` : 'batch'}`
}

/** 0 where nothing was written yet. */
export function formatOf(db: DatabaseSync): number {
  return db.prepare('PRAGMA user_version').get()!.user_version as number
}

function unlessDamaged<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  }
  catch (error) {
    if (DAMAGED.includes(sqliteCode(error)))
      return undefined
    throw error
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
