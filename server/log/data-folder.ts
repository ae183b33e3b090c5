import type { WriteProblem } from './write-problem.ts'
import { accessSync, constants, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeFolder } from '../files.ts'
import { SQLITE, sqliteCode } from '../sqlite-code.ts'
import { UserError } from '../user-error.ts'
import { fullDisk, writeProblemOf } from './write-problem.ts'

/** The log's path in a data folder. */
export function logPath(folder: string): string {
  return join(folder, 'workshops.sqlite')
}

/**
 * Makes the data folder if there is none.
 * @returns its absolute path
 * @throws UserError when it cannot be made or written to, or when its disk is full
 */
export function openDataFolder(folder: string): string {
  const path = resolve(folder)
  try {
    makeFolder(path)
    accessSync(path, constants.W_OK)
  }
  catch (error) {
    throw unwritable(path, error)
  }
  const full = fullDisk(path)
  if (full)
    throw unwritableBecause(path, full)
  return path
}

/**
 * Reads or writes a small file of the data folder.
 * @param path the file
 * @throws UserError when the system does not let it
 */
export function withDataFile<Value>(path: string, work: () => Value): Value {
  try {
    return work()
  }
  catch (error) {
    throw error instanceof UserError ? error : unwritable(path, error)
  }
}

function unwritable(path: string, error: unknown): UserError {
  return unwritableBecause(path, writeProblemOf(error, path) ?? { why: (error as Error).message, fix: 'Look into it' })
}

function unwritableBecause(path: string, { why, fix }: WriteProblem): UserError {
  return new UserError(`Cannot write to ${path}: ${why}. ${fix}, or name another folder: --data some/folder`)
}

/** References that keep the garbage collector from releasing them. */
const held: DatabaseSync[] = []

/**
 * Locks a data folder for this process, so that no two servers write to one log. The system releases the lock when the
 * process ends, however it ends.
 * @throws UserError when another process has it
 */
export function holdDataFolder(folder: string): void {
  const path = join(folder, 'server.lock')
  try {
    // If two start at the same moment, both may fail at first; then one of them gets it.
    const lock = new DatabaseSync(path, { timeout: 300 })
    lock.exec('BEGIN EXCLUSIVE')
    held.push(lock)
  }
  catch (error) {
    if (sqliteCode(error) !== SQLITE.busy)
      throw unwritable(path, error)
    throw new UserError(`A workshop is running on the data folder ${folder} already. Stop it, or name another folder: --data some/folder`)
  }
}

/** @throws UserError when the folder holds no log */
export function existingLog(folder: string): string {
  const path = logPath(resolve(folder))
  if (!existsSync(path))
    throw new UserError(`There is no workshop in ${resolve(folder)} yet. Run one with npm start, or name its folder with --data.`)
  return path
}
