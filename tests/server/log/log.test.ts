import type { Entry } from '../../../core/entry.ts'
import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SERVER } from '../../../core/workshop.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { memoryStreams } from '../../../server/log/memory.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { turnLog } from '../../../server/log/turn-log.ts'
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
async function stored(count: number): Promise<string> {
  const path = newPath()
  const log = sqliteLog(path)
  await log.append('one', () => [startOf('one'), ...slides(count)])
  await log.close()
  return path
}

describe('the log in memory', () => logContract((count) => {
  const store = memoryStreams()
  return Array.from({ length: count }, () => turnLog(store))
}))

describe('the log in a file', () => {
  logContract((count) => {
    const path = newPath()
    return Array.from({ length: count }, () => openLog(path))
  })

  it('[C4] has everything when it is opened again', async () => {
    const log = openLog(await stored(3))
    expect(await entriesOf(log, 'one')).toEqual([startOf('one'), ...slides(3)])
    await log.append('one', () => slides(1, 4))
    expect(await entriesOf(log, 'one')).toHaveLength(5)
  })

  it('[C4] has everything that was appended before its process was killed', async () => {
    const path = newPath()
    const log = openLog(path)
    await log.append('one', () => [startOf('one'), ...slides(3)])
    // What the disk holds while the log is open is what a power cut leaves.
    const copy = newPath()
    for (const part of ['', '-wal'])
      copyFileSync(`${path}${part}`, `${copy}${part}`)
    expect(await entriesOf(openLog(copy), 'one')).toEqual([startOf('one'), ...slides(3)])
  })

  it('is read while another process writes', async () => {
    const path = newPath()
    const writer = openLog(path)
    await writer.append('one', () => [startOf('one')])
    const reader = openLog(path, { readOnly: true })
    await writer.append('one', () => slides(2))
    expect(await entriesOf(reader, 'one')).toHaveLength(3)
    await expect(reader.append('one', () => slides(1, 3))).rejects.toThrow('readonly')
  })

  it('fills rows up to a page, in any script', async () => {
    const path = newPath()
    const log = sqliteLog(path)
    const batch = slides(3000).map(({ at, command }): Entry => ({ at, by: 'Жанна', command: { ...command, id: 'Ж'.repeat(50) } }))
    await log.append('one', () => [startOf('one'), ...batch])
    await log.close()
    const db = new DatabaseSync(path)
    const { rows, pages } = db.prepare('SELECT (SELECT count(*) FROM batch) AS rows, (SELECT page_count FROM pragma_page_count) AS pages').get() as { rows: number, pages: number }
    db.close()
    const bytes = Buffer.byteLength(JSON.stringify(batch))
    expect(rows).toBeGreaterThan(bytes / 4096)
    expect(rows).toBeLessThan(bytes / 3000)
    expect(pages).toBeLessThan(rows * 1.2)
  })

  it('has no byte of a removed workshop, and goes on', async () => {
    const path = await stored(500)
    const log = sqliteLog(path)
    await log.append('two', () => [startOf('two'), ...slides(500)])
    await log.append('one', () => slides(1, 501))
    const bytes = () => ['', '-wal', '-journal'].map(part => existsSync(`${path}${part}`) ? readFileSync(`${path}${part}`, 'latin1') : '').join('')
    expect(bytes()).toContain('Title of one')
    await log.remove('one')
    expect(bytes()).not.toContain('Title of one')
    await log.append('two', () => slides(1, 501))
    expect(await entriesOf(log, 'two')).toEqual([startOf('two'), ...slides(501)])
    expect(existsSync(`${path}-wal`)).toBe(true)
    const before = statSync(path).size
    await log.close()
    expect(statSync(path).size).toBeLessThan(before * 0.7)
    expect(bytes()).not.toContain('Title of one')
  })

  it('gives the room of a removed workshop back at the next start, if its process was killed', async () => {
    const path = await stored(2000)
    const log = openLog(path)
    await log.append('two', () => [startOf('two')])
    await log.remove('one')
    // As a killed process leaves it.
    const copy = newPath()
    copyFileSync(path, copy)
    copyFileSync(`${path}-wal`, `${copy}-wal`)
    const before = statSync(copy).size
    const again = openLog(copy)
    expect(statSync(copy).size).toBeLessThan(before * 0.2)
    expect(await entriesOf(again, 'two')).toEqual([startOf('two')])
    await again.append('two', () => slides(1))
    expect(existsSync(`${copy}-wal`)).toBe(true)
  })

  it('removes nothing while another process reads', async () => {
    const path = await stored(3)
    const log = openLog(path)
    const reader = openLog(path, { readOnly: true })
    const other = new DatabaseSync(path, { readOnly: true })
    other.exec('BEGIN; SELECT count(*) FROM batch')
    other.prepare('SELECT count(*) FROM batch').get()
    await log.append('two', () => [startOf('two')])
    await expect(log.remove('one')).rejects.toThrow(UserError)
    await expect(log.remove('one')).rejects.toThrow(`Cannot delete one from the workshop log ${path}: another program has it open. Close that one or wait until it is done, and try again.`)
    expect(await entriesOf(reader, 'one')).toHaveLength(4)
    await log.append('one', () => slides(1, 4))
    expect(await entriesOf(reader, 'one')).toHaveLength(5)
  })

  it('has a write-ahead log again after a removal was interrupted', async () => {
    const path = await stored(3)
    const db = new DatabaseSync(path)
    db.exec('PRAGMA journal_mode = DELETE')
    db.close()
    await openLog(path).append('one', () => slides(1, 4))
    expect(existsSync(`${path}-wal`)).toBe(true)
  })

  it('is written to by several processes, in one order', async () => {
    const path = await stored(1)
    const one = openLog(path)
    const other = openLog(path)
    const followed: Entry[] = []
    onTestFinished(one.follow('one', 2, entries => void followed.push(...entries)))
    await one.append('one', () => slides(1, 2))
    await other.append('one', () => slides(2, 77))
    await one.append('one', () => slides(1, 3))
    expect(await entriesOf(other, 'one')).toEqual([startOf('one'), ...slides(2), ...slides(2, 77), ...slides(1, 3)])
    expect(followed).toEqual([...slides(1, 2), ...slides(2, 77), ...slides(1, 3)])
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

  it('is read without changes when it is opened read-only', async () => {
    const path = earlier()
    const before = readFileSync(path)
    const log = openLog(path, { readOnly: true })
    expect(await entriesOf(log, 'one')).toEqual(entries)
    expect(await entriesOf(log, 'two')).toEqual([other])
    expect(await log.workshops()).toEqual([{ id: 'one', length: entries.length }, { id: 'two', length: 1 }])
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is migrated when it is opened, and continues', async () => {
    const path = earlier()
    const log = sqliteLog(path)
    await log.append('one', () => slides(2, 4))
    await log.close()
    const again = openLog(path)
    expect(await entriesOf(again, 'one')).toEqual([...entries, ...slides(2, 4)])
    expect(await entriesOf(again, 'two')).toEqual([other])
    expect(await again.workshops()).toEqual([{ id: 'two', length: 1 }, { id: 'one', length: entries.length + 2 }])
  })

  it('has no byte of a removed workshop, not even in the pages of its earlier format', async () => {
    const path = earlier()
    const log = sqliteLog(path)
    await log.remove('two')
    await log.close()
    expect(readFileSync(path, 'utf8')).not.toContain('漢字')
    expect(await entriesOf(openLog(path), 'one')).toEqual(entries)
  })

  it('is not changed if something in it is invalid', async () => {
    const path = earlier()
    const db = new DatabaseSync(path)
    db.exec('UPDATE entry SET command = \'{"type":\' WHERE seq = 2')
    db.close()
    const before = readFileSync(path)
    expect(() => openLog(path)).toThrow(UserError)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is read to its end while a server migrates it', async () => {
    const path = earlier()
    const reader = openLog(path, { readOnly: true })
    await openLog(path).append('one', () => slides(1, 4))
    expect(await entriesOf(reader, 'one')).toEqual(entries)
    expect(await entriesOf(openLog(path, { readOnly: true }), 'one')).toHaveLength(5)
  })

  it('is complete if its process is killed before the migration is in the database itself', async () => {
    const path = earlier()
    const log = openLog(path)
    await log.append('one', () => slides(1, 4))
    const copy = newPath()
    for (const part of ['', '-wal'])
      copyFileSync(`${path}${part}`, `${copy}${part}`)
    expect(await entriesOf(openLog(copy), 'one')).toEqual([...entries, ...slides(1, 4)])
  })

  it('is refused and not changed if the write-ahead log belongs to another one', async () => {
    const path = earlier()
    const other = newPath()
    await openLog(other).append('three', () => [startOf('three'), ...slides(20)])
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

  it('is refused with its name and a fix, and not changed: text', async () => {
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

  it('is refused: a newer version\'s log', async () => {
    const path = await stored(1)
    const newer = new DatabaseSync(path)
    newer.exec('PRAGMA user_version = 3')
    newer.close()
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain('written by a newer version of this tool (format 3, this one knows 2). Update')
  })

  it('is refused: an empty file opened read-only', async () => {
    const path = newPath()
    writeFileSync(path, '')
    expect(error(path, { readOnly: true })!.message).toContain(`${path}: it is empty`)
  })

  it('is refused: a missing folder', async () => {
    const path = join(tempFolder(), 'gone', 'workshops.sqlite')
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain(path)
  })

  it('is refused: a damaged log', async () => {
    const path = await stored(2000)
    const bytes = readFileSync(path)
    bytes.fill(0xA5, bytes.length / 2, bytes.length / 2 + 3 * 4096)
    writeFileSync(path, bytes)
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain(`${path}: it is damaged`)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  /** What a cut leaves: the database as it was at first, the latest entries in the write-ahead log beside it. */
  const cutOff = async (count: number) => {
    const path = await stored(count)
    const log = openLog(path)
    await log.append('one', () => slides(5, count + 1))
    const copy = newPath()
    for (const part of ['', '-wal'])
      copyFileSync(`${path}${part}`, `${copy}${part}`)
    return copy
  }
  const bytesOf = (path: string) => ['', '-wal'].map(part => readFileSync(`${path}${part}`))

  it('is refused, and its write-ahead log is kept: a damaged log after a kill', async () => {
    const path = await cutOff(2000)
    const bytes = readFileSync(path)
    bytes.fill(0xA5, bytes.length / 2, bytes.length / 2 + 3 * 4096)
    writeFileSync(path, bytes)
    const before = bytesOf(path)
    expect(error(path)!.message).toContain(`${path}: it is damaged`)
    expect(bytesOf(path)).toEqual(before)
  })

  it('is refused, and its write-ahead log is kept: an emptied log', async () => {
    const path = await cutOff(5)
    writeFileSync(path, '')
    const before = bytesOf(path)
    expect(error(path)!.message).toContain(`${path}: it is empty, while workshops.sqlite-wal beside it is not; they belong together. Nothing was changed.`)
    expect(bytesOf(path)).toEqual(before)
  })

  it('is refused and not changed: a log with the write-ahead log of another one', async () => {
    const path = await stored(7)
    const log = sqliteLog(path)
    await log.append('two', () => [startOf('two')])
    await log.close()
    copyFileSync(`${await cutOff(5)}-wal`, `${path}-wal`)
    const before = bytesOf(path)
    expect(error(path)!.message).toContain(`${path}: workshops.sqlite-wal beside it belongs to another log. Nothing was changed.`)
    expect(bytesOf(path)).toEqual(before)
  })

  it('is refused: half a log', async () => {
    const path = await stored(2000)
    writeFileSync(path, readFileSync(path).subarray(0, 8 * 4096))
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain(path)
  })

  it('is refused when it is async read: an entry that is no command', async () => {
    const path = await stored(3)
    const db = new DatabaseSync(path)
    db.exec('UPDATE batch SET entries = \'[{"at":\'')
    db.close()
    const log = openLog(path)
    await expect(entriesOf(log, 'one')).rejects.toThrow(UserError)
    await expect(entriesOf(log, 'one')).rejects.toThrow(path)
  })

  // Whoever is root may write everywhere.
  it.skipIf(process.getuid?.() === 0)('is refused: a log without write permission', async () => {
    const path = await stored(1)
    chmodSync(path, 0o444)
    expect(error(path)).toBeInstanceOf(UserError)
    expect(error(path)!.message).toContain(path)
  })
})

describe('a full disk', () => {
  it.skipIf(process.platform === 'win32')('[C4] refuses new entries, and keeps all earlier ones', async () => {
    const path = await stored(0)
    // A limit on the size of files is a full disk that needs no disk.
    const output = execFileSync('sh', ['-c', 'ulimit -f 400 && exec "$0" "$1" "$2"', process.execPath, join(paths.root, 'tests', 'support', 'processes', 'fill-disk.ts'), path], { encoding: 'utf8' })
    const { kept, message } = JSON.parse(output) as { kept: number, message: string }
    expect(message).toMatch(/disk/)
    expect(kept).toBeGreaterThan(10)
    const log = openLog(path)
    expect(await entriesOf(log, 'one')).toEqual([startOf('one'), ...slides(kept - 1)])
    await log.append('one', () => slides(1, kept))
    expect(await entriesOf(log, 'one')).toHaveLength(kept + 1)
  })
})
