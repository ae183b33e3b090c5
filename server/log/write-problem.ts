import { accessSync, constants, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { SQLITE, sqliteCode } from '../sqlite-code.ts'

/** What keeps a file from being written, and what to do about it. */
export interface WriteProblem {
  why: string
  fix: string
}

const FULL = { why: 'the disk is full', fix: 'Make room on it' }
/** A workshop's log is smaller than this; with less free space, the disk counts as full. */
const ROOM_BYTES = 1 << 20

/**
 * Explains an error of the file system or of SQLite.
 * @param path what was to be written
 * @returns null for other errors
 */
export function writeProblemOf(error: unknown, path: string): WriteProblem | null {
  const code = sqliteCode(error)
  switch (code === undefined ? (error as NodeJS.ErrnoException).code : systemCode(code, path)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return FULL
    case 'EROFS':
      return { why: 'it is read-only', fix: 'Make it writable' }
    case 'EACCES':
    case 'EPERM':
      return { why: 'this account may not read and write it', fix: 'Change its rights' }
    case 'EEXIST':
    case 'ENOTDIR':
      return { why: 'there is a file in its place', fix: 'Move the file away' }
    default:
      return null
  }
}

/** Before anything is written: whether there is room for a workshop on the disk of a folder. */
export function fullDisk(folder: string): WriteProblem | null {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < ROOM_BYTES ? FULL : null
}

/** The system's code for SQLite's, which is less specific. */
function systemCode(code: number, path: string): string | undefined {
  switch (code) {
    case SQLITE.full:
      return 'ENOSPC'
    case SQLITE.io:
      return fullDisk(dirname(path)) ? 'ENOSPC' : undefined
    case SQLITE.readOnly:
    case SQLITE.cannotOpen:
      return accessProblem(path)
    default:
      return undefined
  }
}

function accessProblem(path: string): string | undefined {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return undefined
  }
  catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}
