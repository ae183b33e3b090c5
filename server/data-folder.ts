import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
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

/** @throws UserError when the folder holds no log */
export function existingLog(folder: string): string {
  const path = logPath(resolve(folder))
  if (!existsSync(path))
    throw new UserError(`There is no workshop in ${resolve(folder)} yet. Run one with npm start, or name its folder with --data.`)
  return path
}
