import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isInUse, removePatiently, renamePatiently } from '../../build/patient-files.ts'
import { UserError } from '../../user-error.ts'

/** A scanner is done with a file by then, a spreadsheet program is not; in milliseconds. */
const PATIENCE_MS = 2000

/**
 * Writes a file whole or not at all: what stood there before stays until the new one is complete.
 * @param rename puts the new one in its place
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
    // Windows keeps a file from being replaced while a reader of PDFs or a spreadsheet program has it open.
    throw refusal(path, part, isInUse(error) && existsSync(path) ? 'while another program has it open. Close it there, or name' : `(${(error as NodeJS.ErrnoException).code}). Name`)
  }
  return path
}

function refusal(path: string, part: string, why: string): UserError {
  // What is in its place may be a folder of somebody's, or on a disk that takes nothing any more.
  try {
    removePatiently(part)
  }
  catch {}
  return new UserError(`Cannot write ${path} ${why} another place: --output some/folder/name`)
}
