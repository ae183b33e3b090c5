import type { Entry } from '../../../core/entry.ts'
import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SERVER } from '../../../core/workshop.ts'
import { LogConflict } from '../../../server/log/log.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { paths } from '../../../server/paths.ts'
import { UserError } from '../../../server/user-error.ts'
import { slides, startOf } from '../../support/polls/entries.ts'
import { workshopStart } from '../../support/polls/polls.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { logContract } from './log-contract.ts'

function openLog(path: string, options?: Parameters<typeof sqliteLog>[1]) {
  const log = sqliteLog(path, options)
  onTestFinished(log.close)
  return log
}

const newPath = () => join(tempFolder(), 'workshops.sqlite')

/** A log of one workshop, closed. */
function stored(count: number): string {
  const path = newPath()
  const log = sqliteLog(path)
  log.append({ workshop: 'one', entries: [startOf('one'), ...slides(count)], from: 0 })
  log.close()
  return path
}

describe('the log in memory', () => logContract(memoryLog))

describe('the log in a file', () => {
  logContract(() => openLog(newPath()))

  it('[C4] has everything when it is opened again', () => {
    const log = openLog(stored(3))
    expect([...log.read('one')]).toEqual([startOf('one'), ...slides(3)])
    log.append({ workshop: 'one', entries: slides(1, 4), from: 4 })
    expect([...log.read('one')]).toHaveLength(5)
  })

  it('[C4] has everything that was appended before its process was killed', () => {
    const path = newPath()
    const log = openLog(path)
    log.append({ workshop: 'one', entries: [startOf('one'), ...slides(3)], from: 0 })
    // What the disk holds while the log is open is what a power cut leaves.
    const copy = newPath()
    for (const part of ['', '-wal'])
      copyFileSync(`${path}${part}`, `${copy}${part}`)
    expect([...openLog(copy).read('one')]).toEqual([startOf('one'), ...slides(3)])
  })

  it('is read while another process writes', () => {
    const path = newPath()
    const writer = openLog(path)
    writer.append({ workshop: 'one', entries: [startOf('one')], from: 0 })
    const reader = openLog(path, { readOnly: true })
    writer.append({ workshop: 'one', entries: slides(2), from: 1 })
    expect([...reader.read('one')]).toHaveLength(3)
    expect(() => reader.append({ workshop: 'one', entries: slides(1, 3), from: 3 })).toThrow('readonly')
  })

  it('fills rows up to a page, in any script', () => {
    const path = newPath()
    const log = sqliteLog(path)
    const batch = slides(3000).map(({ at, command }): Entry => ({ at, by: 'Жанна', command: { ...command, id: 'Ж'.repeat(50) } }))
    log.append({ workshop: 'one', entries: [startOf('one'), ...batch], from: 0 })
    log.close()
    const db = new DatabaseSync(path)
    const { rows, pages } = db.prepare('SELECT (SELECT count(*) FROM batch) AS rows, (SELECT page_count FROM pragma_page_count) AS pages').get() as { rows: number, pages: number }
    db.close()
    const bytes = Buffer.byteLength(JSON.stringify(batch))
    expect(rows).toBeGreaterThan(bytes / 4096)
    expect(rows).toBeLessThan(bytes / 3000)
    expect(pages).toBeLessThan(rows * 1.2)
  })

  it('has no byte of a removed workshop, and goes on', () => {
    const path = stored(500)
    const log = sqliteLog(path)
    log.append({ workshop: 'two', entries: [startOf('two'), ...slides(500)], from: 0 })
    log.append({ workshop: 'one', entries: slides(1, 501), from: 501 })
    const bytes = () => ['', '-wal', '-journal'].map(part => existsSync(`${path}${part}`) ? readFileSync(`${path}${part}`, 'latin1') : '').join('')
    expect(bytes()).toContain('Title of one')
    log.remove('one')
    expect(bytes()).not.toContain('Title of one')
    log.append({ workshop: 'two', entries: slides(1, 501), from: 501 })
    expect([...log.read('two')]).toEqual([startOf('two'), ...slides(501)])
    expect(existsSync(`${path}-wal`)).toBe(true)
    const before = statSync(path).size
    log.close()
    expect(statSync(path).size).toBeLessThan(before * 0.7)
    expect(bytes()).not.toContain('Title of one')
  })

  it('gives the room of a removed workshop back at the next start, if its process was killed', () => {
    const path = stored(2000)
    const log = openLog(path)
    log.append({ workshop: 'two', entries: [startOf('two')], from: 0 })
    log.remove('one')
    // As a killed process leaves it.
    const copy = newPath()
    copyFileSync(path, copy)
    copyFileSync(`${path}-wal`, `${copy}-wal`)
    const before = statSync(copy).size
    const again = openLog(copy)
    expect(statSync(copy).size).toBeLessThan(before * 0.2)
    expect([...again.read('two')]).toEqual([startOf('two')])
    again.append({ workshop: 'two', entries: slides(1), from: 1 })
    expect(existsSync(`${copy}-wal`)).toBe(true)
  })

  it('removes nothing while another process reads', () => {
    const path = stored(3)
    const log = openLog(path)
    const reader = openLog(path, { readOnly: true })
    const other = new DatabaseSync(path, { readOnly: true })
    other.exec('BEGIN; SELECT count(*) FROM batch')
    other.prepare('SELECT count(*) FROM batch').get()
    log.append({ workshop: 'two', entries: [startOf('two')], from: 0 })
    expect(() => log.remove('one')).toThrow(UserError)
    expect(() => log.remove('one')).toThrow(`Cannot delete one from the workshop log ${path}: another program has it open. Close that one or wait until it is done, and try again.`)
    expect([...reader.read('one')]).toHaveLength(4)
    log.append({ workshop: 'one', entries: slides(1, 4), from: 4 })
    expect([...reader.read('one')]).toHaveLength(5)
  })

  it('has a write-ahead log again after a removal was interrupted', () => {
    const path = stored(3)
    const db = new DatabaseSync(path)
    db.exec('PRAGMA journal_mode = DELETE')
    db.close()
    openLog(path).append({ workshop: 'one', entries: slides(1, 4), from: 4 })
    expect(existsSync(`${path}-wal`)).toBe(true)
  })

  it('stops a second writer before it writes', () => {
    const path = stored(1)
    const one = openLog(path)
    const other = openLog(path)
    one.append({ workshop: 'one', entries: slides(1, 2), from: 2 })
    expect(() => other.append({ workshop: 'one', entries: slides(1, 77), from: 2 })).toThrow(LogConflict)
    expect(() => other.append({ workshop: 'one', entries: slides(1, 77), from: 2 })).toThrow('Another server writes to the workshop one. Stop one of them')
    one.append({ workshop: 'one', entries: slides(1, 3), from: 3 })
    expect([...other.read('one')]).toEqual([startOf('one'), ...slides(3)])
  })
})

describe('a log of an earlier version, with a row per entry', () => {
  const entries = [startOf('one', 3000), ...slides(3)]
  const title = 'Ünï — 漢字 👩🏽‍🚀 "quoted" \\ \n \u0000 \u2028 end'
  const other: Entry = { at: 1000, by: SERVER, command: workshopStart({ workshop: 'two', title }) }

  /** As it was written by the first version. */
  function earlier(): string {
    const path = newPath()
    const db = new DatabaseSync(path)
    db.exec(`
      PRAGMA journal_mode = WAL;
      CREATE TABLE entry (workshop TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, command TEXT NOT NULL, PRIMARY KEY (workshop, seq)) STRICT;
      PRAGMA application_id = ${0x776B7368};
      PRAGMA user_version = 1;
    `)
    const insert = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?)')
    const keep = (workshop: string, { at, by, command }: Entry, seq: number) => insert.run(workshop, seq, at, by, JSON.stringify(command))
    entries.forEach((entry, seq) => keep('one', entry, seq))
    keep('two', other, 0)
    db.close()
    return path
  }

  it('is read without changes when it is opened read-only', () => {
    const path = earlier()
    const before = readFileSync(path)
    const log = openLog(path, { readOnly: true })
    expect([...log.read('one')]).toEqual(entries)
    expect([...log.read('two')]).toEqual([other])
    expect(log.workshops()).toEqual([{ id: 'one', length: entries.length }, { id: 'two', length: 1 }])
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is migrated when it is opened, and continues', () => {
    const path = earlier()
    const log = sqliteLog(path)
    log.append({ workshop: 'one', entries: slides(2, 4), from: 4 })
    log.close()
    const again = openLog(path)
    expect([...again.read('one')]).toEqual([...entries, ...slides(2, 4)])
    expect([...again.read('two')]).toEqual([other])
    expect(again.workshops()).toEqual([{ id: 'two', length: 1 }, { id: 'one', length: entries.length + 2 }])
  })

  it('has no byte of a removed workshop, not even in the pages of its earlier format', () => {
    const path = earlier()
    const log = sqliteLog(path)
    log.remove('two')
    log.close()
    expect(readFileSync(path, 'utf8')).not.toContain('漢字')
    expect([...openLog(path).read('one')]).toEqual(entries)
  })

  it('is not changed if something in it is invalid', () => {
    const path = earlier()
    const db = new DatabaseSync(path)
    db.exec('UPDATE entry SET command = \'{"type":\' WHERE seq = 2')
    db.close()
    const before = readFileSync(path)
    expect(() => openLog(path)).toThrow(UserError)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is read to its end while a server migrates it', () => {
    const path = earlier()
    const reader = openLog(path, { readOnly: true })
    openLog(path).append({ workshop: 'one', entries: slides(1, 4), from: 4 })
    expect([...reader.read('one')]).toEqual(entries)
    expect([...openLog(path, { readOnly: true }).read('one')]).toHaveLength(5)
  })

  it('is complete if its process is killed before the migration is in the database itself', () => {
    const path = earlier()
    const log = openLog(path)
    log.append({ workshop: 'one', entries: slides(1, 4), from: 4 })
    const copy = newPath()
    for (const part of ['', '-wal'])
      copyFileSync(`${path}${part}`, `${copy}${part}`)
    expect([...openLog(copy).read('one')]).toEqual([...entries, ...slides(1, 4)])
  })

  it('is refused and not changed if the write-ahead log belongs to another one', () => {
    const path = earlier()
    const other = newPath()
    openLog(other).append({ workshop: 'three', entries: [startOf('three'), ...slides(20)], from: 0 })
    copyFileSync(`${other}-wal`, `${path}-wal`)
    const before = ['', '-wal'].map(part => readFileSync(`${path}${part}`))
    expect(() => openLog(path)).toThrow('-wal beside it belongs to another log')
    expect(['', '-wal'].map(part => readFileSync(`${path}${part}`))).toEqual(before)
  })
})

describe('a file that is not a valid log', () => {
  const error = (path: string, options?: Parameters<typeof sqliteLog>[1]) => {
    try {
      openLog(path, options)
    }
    catch (error) {
      return error as Error
    }
  }

  it('is refused with its name and a fix, and not changed: text', () => {
    const path = newPath()
    writeFileSync(path, 'Minutes of the last retrospective. '.repeat(300))
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toBe(`Cannot use the workshop log ${path}: file is not a database. Nothing was changed. Move the file away, or name another folder with --data.`)
    expect(readFileSync(path, 'utf8')).toBe('Minutes of the last retrospective. '.repeat(300))
  })

  it.each(['CREATE TABLE bookmark (url TEXT)', 'PRAGMA user_version = 57'])('is refused and not changed: another program\'s database (%s)', (sql) => {
    const path = newPath()
    const other = new DatabaseSync(path)
    other.exec(sql)
    other.close()
    const before = readFileSync(path)
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain(`${path}: it is the database of another program. Nothing was changed.`)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is refused: a newer version\'s log', () => {
    const path = stored(1)
    const newer = new DatabaseSync(path)
    newer.exec('PRAGMA user_version = 3')
    newer.close()
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain('written by a newer version of this tool (format 3, this one knows 2). Update')
  })

  it('is refused: an empty file opened read-only', () => {
    const path = newPath()
    writeFileSync(path, '')
    expect(error(path, { readOnly: true })!.message).toContain(`${path}: it is empty`)
  })

  it('is refused: a missing folder', () => {
    const path = join(tempFolder(), 'gone', 'workshops.sqlite')
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain(path)
  })

  it('is refused: a damaged log', () => {
    const path = stored(2000)
    const bytes = readFileSync(path)
    bytes.fill(0xA5, bytes.length / 2, bytes.length / 2 + 3 * 4096)
    writeFileSync(path, bytes)
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain(`${path}: it is damaged`)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  /** What a cut leaves: the database as it was at first, the latest entries in the write-ahead log beside it. */
  const cutOff = (count: number) => {
    const path = stored(count)
    const log = openLog(path)
    log.append({ workshop: 'one', entries: slides(5, count + 1), from: count + 1 })
    const copy = newPath()
    for (const part of ['', '-wal'])
      copyFileSync(`${path}${part}`, `${copy}${part}`)
    return copy
  }
  const bytesOf = (path: string) => ['', '-wal'].map(part => readFileSync(`${path}${part}`))

  it('is refused, and its write-ahead log is kept: a damaged log after a kill', () => {
    const path = cutOff(2000)
    const bytes = readFileSync(path)
    bytes.fill(0xA5, bytes.length / 2, bytes.length / 2 + 3 * 4096)
    writeFileSync(path, bytes)
    const before = bytesOf(path)
    expect(error(path)!.message).toContain(`${path}: it is damaged`)
    expect(bytesOf(path)).toEqual(before)
  })

  it('is refused, and its write-ahead log is kept: an emptied log', () => {
    const path = cutOff(5)
    writeFileSync(path, '')
    const before = bytesOf(path)
    expect(error(path)!.message).toContain(`${path}: it is empty, while workshops.sqlite-wal beside it is not; they belong together. Nothing was changed.`)
    expect(bytesOf(path)).toEqual(before)
  })

  it('is refused and not changed: a log with the write-ahead log of another one', () => {
    const path = stored(7)
    const log = sqliteLog(path)
    log.append({ workshop: 'two', entries: [startOf('two')], from: 0 })
    log.close()
    copyFileSync(`${cutOff(5)}-wal`, `${path}-wal`)
    const before = bytesOf(path)
    expect(error(path)!.message).toContain(`${path}: workshops.sqlite-wal beside it belongs to another log. Nothing was changed.`)
    expect(bytesOf(path)).toEqual(before)
  })

  it('is refused: half a log', () => {
    const path = stored(2000)
    writeFileSync(path, readFileSync(path).subarray(0, 8 * 4096))
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain(path)
  })

  it('is refused when it is read: an entry that is no command', () => {
    const path = stored(3)
    const db = new DatabaseSync(path)
    db.exec('UPDATE batch SET entries = \'[{"at":\'')
    db.close()
    const log = openLog(path)
    expect(() => [...log.read('one')]).toThrow(UserError)
    expect(() => [...log.read('one')]).toThrow(path)
  })

  // Whoever is root may write everywhere.
  it.skipIf(process.getuid?.() === 0)('is refused: a log without write permission', () => {
    const path = stored(1)
    chmodSync(path, 0o444)
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain(path)
  })
})

describe('a full disk', () => {
  it.skipIf(process.platform === 'win32')('[C4] refuses new entries, and keeps all earlier ones', () => {
    const path = stored(0)
    // A limit on the size of files is a full disk that needs no disk.
    const output = execFileSync('sh', ['-c', 'ulimit -f 400 && exec "$0" "$1" "$2"', process.execPath, join(paths.root, 'tests', 'support', 'processes', 'fill-disk.ts'), path], { encoding: 'utf8' })
    const { kept, message } = JSON.parse(output) as { kept: number, message: string }
    expect(message).toMatch(/disk/)
    expect(kept).toBeGreaterThan(10)
    const log = openLog(path)
    expect([...log.read('one')]).toEqual([startOf('one'), ...slides(kept - 1)])
    log.append({ workshop: 'one', entries: slides(1, kept), from: kept })
    expect([...log.read('one')]).toHaveLength(kept + 1)
  })
})
