import type { Command } from '../../core/protocol/up.ts'
import type { Log } from './log.ts'
import { DatabaseSync } from 'node:sqlite'
import { obstacleOf } from '../obstacle.ts'
import { UserError } from '../user-error.ts'
import { APPLICATION_ID, checkLog, FORMAT } from './check.ts'
import { LogConflict } from './log.ts'

/** Entries read at once: a statement that is stepped through row by row takes twice as long. */
const PAGE = 1000

/**
 * The log in one SQLite file. WAL and `synchronous=FULL`: a commit has reached the disk when `append` returns.
 * @param path the database file; it is made where there is none
 * @throws UserError when the file is no log of ours, is damaged or takes no writes; what the log does throws it too
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
      try {
        db.exec('BEGIN IMMEDIATE')
        if (lengthOf.get(workshop)!.length !== from)
          throw new LogConflict(workshop)
        entries.forEach(({ at, by, command }, index) => insert.run(workshop, from + index, at, by, JSON.stringify(command)))
        db.exec('COMMIT')
      }
      catch (error) {
        if (db.isTransaction)
          db.exec('ROLLBACK')
        throw unwritten(path, error)
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
    const isNew = checkLog(path)
    if (readOnly && isNew)
      throw new Error('it is empty')
    db = new DatabaseSync(path, { readOnly, timeout: 2000 })
    if (!readOnly)
      prepareToWrite(db, isNew)
    return db
  }
  catch (error) {
    db?.close()
    throw unusable(path, error)
  }
}

function prepareToWrite(db: DatabaseSync, isNew: boolean): void {
  db.exec('PRAGMA synchronous = FULL;')
  if (!isNew) {
    // A file that takes no writes should be known before the room is full.
    db.exec(`
      BEGIN IMMEDIATE;
      PRAGMA user_version = ${FORMAT};
      ROLLBACK;
    `)
    return
  }
  db.exec(`
    PRAGMA journal_mode = WAL;
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
  const { why, mend } = obstacleOf(error, path) ?? { why: (error as Error).message, mend: 'Move the file away' }
  return new UserError(`Cannot use the workshop log ${path}: ${why}. Nothing was changed. ${mend}, or name another folder with --data.`, { cause: error })
}

function unwritten(path: string, error: unknown): UserError {
  if (error instanceof UserError)
    return error
  const { why, mend } = obstacleOf(error, path) ?? { why: (error as Error).message, mend: 'Look into it' }
  return new UserError(`Cannot write to the workshop log ${path}: ${why}. ${mend}. What was kept stays, and phones send again what was not.`, { cause: error })
}
