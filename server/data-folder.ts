import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UserError } from './user-error.ts'

/** The log's path in a data folder. */
export function logPath(folder: string): string {
  return join(folder, 'workshops.sqlite')
}

/**
 * Makes the data folder where there is none.
 * @returns its absolute path
 * @throws UserError when it cannot be made or written to
 */
export function openDataFolder(folder: string): string {
  const path = resolve(folder)
  try {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK)
  }
  catch (error) {
    throw new UserError(`Cannot write to the data folder ${path} (${(error as NodeJS.ErrnoException).code}). Name one that you may write to: --data some/folder`)
  }
  return path
}

/** Out of reach of the garbage collector, which would let go of them. */
const held: DatabaseSync[] = []

/**
 * Keeps a data folder for this process, so that no two servers write to one log. The system lets go of it when the
 * process ends, however it ends.
 * @throws UserError when another process has it
 */
export function holdDataFolder(folder: string): void {
  try {
    const lock = new DatabaseSync(join(folder, 'server.lock'))
    lock.exec('BEGIN EXCLUSIVE')
    held.push(lock)
  }
  catch {
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
