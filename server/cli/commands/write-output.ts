import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { isInUse, writeWhole } from '../../files.ts'
import { UserError } from '../../user-error.ts'

/**
 * Writes a file that a command makes, completely or not at all.
 * @param rename moves the new one into place of the old one
 * @returns its absolute path
 * @throws UserError when it cannot be written; nothing of it is left then
 */
export function writeOutput(name: string, content: string | Uint8Array, rename?: Parameters<typeof writeWhole>[2]): string {
  const path = resolve(name)
  try {
    writeWhole(path, content, rename)
    return path
  }
  catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    // On Windows a file can't be replaced while a PDF reader or a spreadsheet program has it open.
    const isOpen = syscall === 'rename' && isInUse(error) && existsSync(path)
    throw new UserError(`Cannot write ${path} ${isOpen ? 'while another program has it open. Close it there, or name' : `(${code}). Name`} another place: --output some/folder/name`)
  }
}
