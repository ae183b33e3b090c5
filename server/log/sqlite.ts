import type { StatementSync } from 'node:sqlite'
import type { Entry } from '../../core/entry.ts'
import type { Log } from './log.ts'
import type { Streams } from './turn-log.ts'
import { Buffer } from 'node:buffer'
import { DatabaseSync } from 'node:sqlite'
import { SQLITE, sqliteCode } from '../sqlite-code.ts'
import { UserError } from '../user-error.ts'
import { APPLICATION_ID, checkLog, FORMAT, FORMAT_1, formatOf } from './check.ts'
import { areFirst, LogConflict } from './log.ts'
import { turnLog } from './turn-log.ts'
import { writeProblemOf } from './write-problem.ts'

/** Bytes of a row. Entries that arrive together share rows, because to SQLite a row costs more than its content. A page has room for this much. */
const ROW = 4000
/** Rows read at once: stepping through a statement row by row takes twice as long. */
const READ = 100

/** From one workshop to the next by the index, in the order of their latest rows: a laptop's clock can be set back. */
const WORKSHOPS = `
  WITH RECURSIVE workshop(id) AS (
    SELECT min(workshop) FROM batch
    UNION ALL
    SELECT (SELECT min(workshop) FROM batch WHERE workshop > id) FROM workshop WHERE id IS NOT NULL
  )
  SELECT id, (SELECT seq + size FROM batch WHERE workshop = id ORDER BY seq DESC LIMIT 1) AS length
  FROM workshop WHERE id IS NOT NULL
  ORDER BY (SELECT rowid FROM batch WHERE workshop = id ORDER BY seq DESC LIMIT 1)
`

/** From an entry on, which may stand in the middle of a row. */
const ENTRIES = `
  SELECT seq, size, entries FROM batch
  WHERE workshop = ?1 AND seq >= coalesce((SELECT max(seq) FROM batch WHERE workshop = ?1 AND seq <= ?2), 0) AND seq + size > ?2
  ORDER BY seq LIMIT ${READ}
`

/**
 * The log in one SQLite file. WAL and `synchronous=FULL`: a commit has reached the disk when it is answered.
 * @param path the database file; it is made where there is none
 * @throws UserError when the file is no log of ours, is damaged or read-only; the log's methods throw it too
 */
export function sqliteLog(path: string, options: { readOnly?: boolean } = {}): Log {
  return turnLog(sqliteStore(path, options))
}

function sqliteStore(path: string, { readOnly = false }: { readOnly?: boolean }): Streams {
  const db = open(path, readOnly)
  const lengthOf = db.prepare('SELECT seq + size AS length FROM batch WHERE workshop = ? ORDER BY seq DESC LIMIT 1')
  const select = db.prepare(ENTRIES)
  select.setReturnArrays(true)
  const all = db.prepare(WORKSHOPS)
  let hasErased = false
  let insert: StatementSync | undefined
  return {
    workshops() {
      try {
        return all.all().map(({ id, length }) => ({ id: id as string, length: length as number }))
      }
      catch (error) {
        throw unusable(path, error)
      }
    },
    append(batches) {
      try {
        db.exec('BEGIN IMMEDIATE')
        // Not earlier: nothing can be inserted while `batch` is a view.
        const into = insert ??= db.prepare('INSERT INTO batch (workshop, seq, size, entries) VALUES (?, ?, ?, ?)')
        const places = batches.map(({ workshop, entries }) => {
          const length = (lengthOf.get(workshop)?.length ?? 0) as number
          if (areFirst(entries) !== (length === 0))
            throw new LogConflict(workshop, length > 0)
          let seq = length
          for (const row of rowsOf(entries)) {
            into.run(workshop, seq, row.length, `[${row.join()}]`)
            seq += row.length
          }
          return length
        })
        db.exec('COMMIT')
        return places
      }
      catch (error) {
        if (db.isTransaction)
          db.exec('ROLLBACK')
        throw unwritten(path, error)
      }
    },
    * read(workshop, from) {
      try {
        for (let at = from, rows = READ; rows === READ;) {
          const page = select.all(workshop, at) as unknown[] as [seq: number, size: number, entries: string][]
          rows = page.length
          const [first = at] = page[0] ?? []
          const entries = page.flatMap(([,, entries]) => JSON.parse(entries) as Entry[])
          if (entries.length > 0)
            yield first < at ? entries.slice(at - first) : entries
          at = first + entries.length
        }
      }
      catch (error) {
        throw error instanceof SyntaxError ? damaged(path, workshop, error) : unusable(path, error)
      }
    },
    remove(workshop) {
      try {
        erase(db, workshop)
        hasErased = true
      }
      catch (error) {
        throw undeleted(path, workshop, error)
      }
    },
    close() {
      if (hasErased)
        compact(db)
      db.close()
    },
  }
}

/**
 * Deletes a workshop's rows, and what the write-ahead log has of them: the file's pages are overwritten. This takes as long as the
 * workshop is, however long the log.
 * @throws error of SQLite's, "busy" while another connection reads
 */
function erase(db: DatabaseSync, workshop: string): void {
  // If this can't be done, nothing was deleted.
  checkpoint(db)
  db.prepare('DELETE FROM batch WHERE workshop = ?').run(workshop)
  checkpoint(db)
}

/** Empties the write-ahead log. */
function checkpoint(db: DatabaseSync): void {
  if (db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()!.busy !== 0)
    throw Object.assign(new Error('database is locked'), { errcode: SQLITE.busy })
}

/**
 * Writes the database anew: without the room that deleted workshops had, and what pages kept of them from before they were overwritten.
 * Meanwhile there is no write-ahead log, which would keep it too. Done when nobody waits; what prevents it is met again the next time.
 */
function compact(db: DatabaseSync): void {
  try {
    db.exec('PRAGMA journal_mode = DELETE; VACUUM')
  }
  catch {}
}

/** Entries as text, those of a row together. */
function rowsOf(entries: readonly Entry[]): string[][] {
  const rows: string[][] = []
  let room = 0
  for (const entry of entries) {
    const text = JSON.stringify(entry)
    const bytes = Buffer.byteLength(text) + 1
    room -= bytes
    if (rows.length === 0 || room < 0) {
      rows.push([])
      room = ROW - bytes
    }
    rows.at(-1)!.push(text)
  }
  return rows
}

function open(path: string, readOnly: boolean): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    const isNew = checkLog(path)
    if (readOnly && isNew)
      throw new Error('it is empty')
    db = new DatabaseSync(path, { readOnly, timeout: 2000 })
    if (readOnly)
      prepareToRead(db)
    else
      prepareToWrite(db)
    return db
  }
  catch (error) {
    db?.close()
    throw unusable(path, error)
  }
}

function prepareToRead(db: DatabaseSync): void {
  db.exec('BEGIN')
  // The transaction stays open, because a server that starts meanwhile migrates the log.
  db.exec(formatOf(db) === 1 ? `CREATE TEMP VIEW batch AS ${FORMAT_1}` : 'COMMIT')
}

function prepareToWrite(db: DatabaseSync): void {
  db.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
  // Its process was killed after it had deleted a workshop.
  if (db.prepare('PRAGMA freelist_count').get()!.freelist_count as number > 0)
    compact(db)
  // It may be new, or was compacted.
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('BEGIN IMMEDIATE')
  const format = formatOf(db)
  if (format === FORMAT) {
    // Fails now if the file is read-only, not once the room is full.
    db.exec(`PRAGMA user_version = ${FORMAT}; ROLLBACK`)
    return
  }
  // `seq` is that of the first entry in the row.
  db.exec(`
    CREATE TABLE IF NOT EXISTS batch (
      workshop TEXT NOT NULL,
      seq INTEGER NOT NULL,
      size INTEGER NOT NULL,
      entries TEXT NOT NULL,
      PRIMARY KEY (workshop, seq)
    ) STRICT;
    ${format === 1 ? `INSERT INTO batch SELECT workshop, seq, size, entries FROM (${FORMAT_1}) ORDER BY rowid; DROP TABLE entry;` : ''}
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = ${FORMAT};
    COMMIT;
  `)
}

function unusable(path: string, error: unknown): UserError {
  if (error instanceof UserError)
    return error
  const { why, fix } = writeProblemOf(error, path) ?? { why: (error as Error).message, fix: 'Move the file away' }
  return new UserError(`Cannot use the workshop log ${path}: ${why}. Nothing was changed. ${fix}, or name another folder with --data.`, { cause: error })
}

/** SQLite reads the file, and what it holds of a workshop is no JSON. */
function damaged(path: string, workshop: string, error: SyntaxError): UserError {
  return new UserError(`The entries of ${workshop} in the workshop log ${path} are damaged (${error.message}). Put the folder back from a backup, or delete this workshop: npm run delete -- --workshop ${workshop}`, { cause: error })
}

function unwritten(path: string, error: unknown): UserError {
  if (error instanceof UserError)
    return error
  const { why, fix } = writeProblemOf(error, path) ?? { why: (error as Error).message, fix: 'Look into it' }
  return new UserError(`Cannot write to the workshop log ${path}: ${why}. ${fix}. What was kept stays, and phones send again what was not.`, { cause: error })
}

function undeleted(path: string, workshop: string, error: unknown): UserError {
  const { why, fix } = sqliteCode(error) === SQLITE.busy
    ? { why: 'another program has it open', fix: 'Close that one or wait until it is done' }
    : writeProblemOf(error, path) ?? { why: (error as Error).message, fix: 'Look into it' }
  return new UserError(`Cannot delete ${workshop} from the workshop log ${path}: ${why}. ${fix}, and try again.`, { cause: error })
}
