import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isInUse, removePatiently, renamePatiently } from '../../build/patient-files.ts'
import { UserError } from '../../user-error.ts'

/** Long enough for a virus scanner, in milliseconds; a spreadsheet program keeps a file open longer. */
const PATIENCE_MS = 2000

/**
 * Writes a file completely or not at all: the old one stays until the new one is complete.
 * @param rename moves the new one into place
 * @returns its absolute path
 * @throws UserError when it cannot be written; nothing of it is left then
 */
export function writeWhole(name: string, content: string | Uint8Array, rename = renamePatiently): string {
  const path = resolve(name)
  const part = `${path}.part`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(part, content)
  }
  catch (error) {
    throw refusal(path, part, `(${(error as NodeJS.ErrnoException).code}). Name`)
  }
  try {
    rename(part, path, { patience: PATIENCE_MS })
  }
  catch (error) {
    // On Windows a file can't be replaced while a PDF reader or a spreadsheet program has it open.
    throw refusal(path, part, isInUse(error) && existsSync(path) ? 'while another program has it open. Close it there, or name' : `(${(error as NodeJS.ErrnoException).code}). Name`)
  }
  return path
}

function refusal(path: string, part: string, why: string): UserError {
  // It may be somebody's folder, or on a full disk.
  try {
    removePatiently(part)
  }
  catch {}
  return new UserError(`Cannot write ${path} ${why} another place: --output some/folder/name`)
}
