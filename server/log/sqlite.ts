import type { Command } from '../../core/protocol/up.ts'
import type { Log } from './log.ts'
import { DatabaseSync } from 'node:sqlite'
import { UserError } from '../user-error.ts'
import { LogConflict } from './log.ts'

const FORMAT = 1
/** "wksh" in the file's header tells our logs from other programs' databases. */
const APPLICATION_ID = 0x776B7368

/** Entries read at once: a statement that is stepped through row by row takes twice as long. */
const PAGE = 1000

/**
 * The log in one SQLite file. WAL and `synchronous=FULL`: a commit has reached the disk when `append` returns.
 * @param path the database file; it is made where there is none
 * @throws UserError when the file is no log of ours or is damaged; `workshops` and `read` throw it too
 */
export function sqliteLog(path: string, { readOnly = false } = {}): Log {
  const db = open(path, readOnly)
  const insert = db.prepare('INSERT INTO entry (workshop, seq, at, by, command) VALUES (?, ?, ?, ?, ?)')
  const lengthOf = db.prepare('SELECT coalesce(max(seq) + 1, 0) AS length FROM entry WHERE workshop = ?')
  const select = db.prepare('SELECT at, by, command FROM entry WHERE workshop = ? AND seq >= ? AND seq < ? ORDER BY seq')
  select.setReturnArrays(true)
  // By the order they were written in: the clock of a laptop can be set back.
  const firsts = db.prepare('SELECT workshop, at, command FROM entry WHERE seq = 0 ORDER BY rowid')
  return {
    workshops() {
      try {
        return firsts.all().map((row) => {
          const { title } = JSON.parse(row.command as string) as { title: string }
          return { id: row.workshop as string, title, startedAt: row.at as number }
        })
      }
      catch (error) {
        throw unusable(path, error)
      }
    },
    append(workshop, entries, from) {
      db.exec('BEGIN IMMEDIATE')
      try {
        if (lengthOf.get(workshop)!.length !== from)
          throw new LogConflict(workshop)
        entries.forEach(({ at, by, command }, index) => insert.run(workshop, from + index, at, by, JSON.stringify(command)))
        db.exec('COMMIT')
      }
      catch (error) {
        if (db.isTransaction)
          db.exec('ROLLBACK')
        throw error
      }
    },
    * read(workshop) {
      try {
        for (let from = 0, rows = PAGE; rows === PAGE; from += rows) {
          const page = select.all(workshop, from, from + PAGE) as unknown[] as [at: number, by: string, command: string][]
          rows = page.length
          for (const [at, by, command] of page)
            yield { at, by, command: JSON.parse(command) as Command }
        }
      }
      catch (error) {
        throw unusable(path, error)
      }
    },
    close: () => db.close(),
  }
}

function open(path: string, readOnly: boolean): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(path, { readOnly, timeout: 2000 })
    const isNew = check(db, path)
    if (readOnly && isNew)
      throw new Error('it is empty')
    if (!readOnly)
      prepareToWrite(db)
    return db
  }
  catch (error) {
    db?.close()
    throw unusable(path, error)
  }
}

/**
 * Looks before anything is written.
 * @returns whether there is nothing in the file yet
 */
function check(db: DatabaseSync, path: string): boolean {
  const read = (sql: string) => Object.values(db.prepare(sql).get()!)[0]
  const version = read('PRAGMA user_version') as number
  if (read('PRAGMA application_id') !== APPLICATION_ID) {
    if (version !== 0 || read('SELECT count(*) FROM sqlite_schema') !== 0)
      throw new Error('it is the database of another program')
    return true
  }
  if (version > FORMAT)
    throw new UserError(`${path} was written by a newer version of this tool (format ${version}, this one knows ${FORMAT}). Update, or name another folder with --data.`)
  const verdict = read('PRAGMA quick_check(1)')
  if (verdict !== 'ok')
    throw new Error(`it is damaged (${verdict})`)
  return false
}

/** Writes even where all is there already: a file that takes no writes should be known before the room is full. */
function prepareToWrite(db: DatabaseSync): void {
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS entry (
      workshop TEXT NOT NULL,
      seq INTEGER NOT NULL,
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      command TEXT NOT NULL,
      PRIMARY KEY (workshop, seq)
    ) STRICT;
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = ${FORMAT};
    COMMIT;
  `)
}

function unusable(path: string, error: unknown): UserError {
  if (error instanceof UserError)
    return error
  return new UserError(`Cannot use the workshop log ${path}: ${(error as Error).message}. Nothing was changed. Move the file away, or name another folder with --data.`, { cause: error })
}
