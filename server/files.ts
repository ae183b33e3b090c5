import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'

/** What Windows says of a file or folder that a virus scanner, an indexer or a sync client reads just then. */
const IN_USE = ['EPERM', 'EACCES', 'EBUSY']
/** Between two tries, in milliseconds. */
const PAUSE_MS = 100

export interface Patience {
  /** How long it is tried again, in milliseconds. */
  patience: number
  platform?: NodeJS.Platform
  rename?: typeof renameSync
}

/** Somebody else may have a file open. */
export function isInUse(error: unknown): boolean {
  return IN_USE.includes((error as NodeJS.ErrnoException).code!)
}

/**
 * Renames a file or folder. On Windows, one that somebody reads cannot be renamed: then it is tried again, while everything else waits.
 * @throws what the system said at the last try
 */
export function renamePatiently(from: string, to: string, { patience, platform = process.platform, rename = renameSync }: Patience): void {
  for (let left = platform === 'win32' ? patience : 0; ; left -= PAUSE_MS) {
    try {
      return rename(from, to)
    }
    catch (error) {
      if (left <= 0 || !isInUse(error))
        throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
    }
  }
}

/**
 * Makes a folder, with those above it; nothing where it is there. Node's own way never ends where the system says that the one above is
 * missing, and it is there: in /proc.
 * @throws what the system said
 */
export function makeFolder(path: string): void {
  if (dirname(path) !== path && !existsSync(dirname(path)))
    makeFolder(dirname(path))
  try {
    mkdirSync(path)
  }
  catch (error) {
    // Somebody else may make it at the same moment.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw error
  }
}

/** Removes a file or a folder with all that is in it, also one that somebody reads for another moment; nothing where there is none. */
export function removePatiently(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: PAUSE_MS })
}

/** Long enough for a virus scanner, in milliseconds; a spreadsheet program keeps a file open longer. */
const SCANNED_MS = 2000

/**
 * Writes a file completely or not at all: the old one stays until the new one is complete.
 * @param rename moves the new one into place
 * @throws what the system said; nothing of the new one is left then
 */
export function writeWhole(path: string, content: string | Uint8Array, rename = renamePatiently): void {
  const part = `${path}.part`
  try {
    makeFolder(dirname(path))
    writeFileSync(part, content)
    rename(part, path, { patience: SCANNED_MS })
  }
  catch (error) {
    discard(part)
    throw error
  }
}

/** It may be in somebody's folder, or on a full disk. */
function discard(part: string): void {
  try {
    removePatiently(part)
  }
  catch {}
}
