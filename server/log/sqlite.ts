import type { Command } from '../../core/protocol/up.ts'
import type { Entry } from '../../core/workshop.ts'
import type { Log } from './log.ts'
import { DatabaseSync } from 'node:sqlite'
import { UserError } from '../user-error.ts'
import { LogConflict } from './log.ts'

const FORMAT = 1
const PRIMARY_KEY_TAKEN = 1555

interface Row { at: number, by: string, command: string }

/**
 * The log in one SQLite file. WAL and `synchronous=FULL`: a commit has reached the disk when `append` returns.
 * @param path the database file; it is made where there is none
 * @throws UserError when the file is no log of ours or is damaged
 */
export function sqliteLog(path: string, { readOnly = false } = {}): Log {
  const db = open(path, readOnly)
  const insert = db.prepare('INSERT INTO entry (workshop, seq, at, by, command) VALUES (?, ?, ?, ?, ?)')
  const select = db.prepare('SELECT at, by, command FROM entry WHERE workshop = ? ORDER BY seq')
  const firsts = db.prepare('SELECT workshop, at, command FROM entry WHERE seq = 0 ORDER BY at, rowid')
  return {
    workshops: () => firsts.all().map((row) => {
      const { title } = JSON.parse(row.command as string) as { title: string }
      return { id: row.workshop as string, title, startedAt: row.at as number }
    }),
    append(workshop, entries, from) {
      db.exec('BEGIN IMMEDIATE')
      try {
        entries.forEach(({ at, by, command }, index) => insert.run(workshop, from + index, at, by, JSON.stringify(command)))
        db.exec('COMMIT')
      }
      catch (error) {
        if (db.isTransaction)
          db.exec('ROLLBACK')
        throw (error as { errcode?: number }).errcode === PRIMARY_KEY_TAKEN ? new LogConflict(workshop) : error
      }
    },
    * read(workshop) {
      for (const row of select.iterate(workshop) as Iterable<unknown> as Iterable<Row>)
        yield { at: row.at, by: row.by, command: JSON.parse(row.command) as Command } satisfies Entry
    },
    close: () => db.close(),
  }
}

function open(path: string, readOnly: boolean): DatabaseSync {
  try {
    const db = new DatabaseSync(path, { readOnly, timeout: 2000 })
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
    if (version > FORMAT)
      throw new UserError(`${path} was written by a newer version of this tool (format ${version}, this one knows ${FORMAT}). Update, or name another folder with --data.`)
    if (readOnly)
      return db
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    if (version === 0) {
      db.exec(`
        BEGIN;
        CREATE TABLE IF NOT EXISTS entry (
          workshop TEXT NOT NULL,
          seq INTEGER NOT NULL,
          at INTEGER NOT NULL,
          by TEXT NOT NULL,
          command TEXT NOT NULL,
          PRIMARY KEY (workshop, seq)
        ) STRICT;
        PRAGMA user_version = ${FORMAT};
        COMMIT;
      `)
    }
    return db
  }
  catch (error) {
    if (error instanceof UserError)
      throw error
    throw new UserError(`Cannot use the workshop log ${path}: ${(error as Error).message}. Nothing was changed. Move the file away, or name another folder with --data.`)
  }
}
