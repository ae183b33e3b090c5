import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UserError } from '../user-error.ts'

/**
 * Writes a file whole or not at all: what stood there before stays until the new one is complete.
 * @returns its absolute path
 * @throws UserError when it cannot be written
 */
export function writeWhole(name: string, content: string | Uint8Array): string {
  const path = resolve(name)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.part`, content)
    renameSync(`${path}.part`, path)
  }
  catch (error) {
    throw new UserError(`Cannot write ${path} (${(error as NodeJS.ErrnoException).code}). Name another place: --output some/folder/name`)
  }
  return path
}
