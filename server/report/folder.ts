import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isInUse, removePatiently, renamePatiently } from '../files.ts'
import { UserError } from '../user-error.ts'
import { CONTENTS, reportFiles } from './files.ts'

/** What file managers put into folders that were looked at. */
const OF_SYSTEMS = /^(?:\..*|Thumbs\.db|desktop\.ini)$/i
/** Long enough for a virus scanner, in milliseconds. */
const SCANNED_MS = 2000

const OWN = new Set([CONTENTS, ...reportFiles.map(({ path }) => path)])
const ELSEWHERE = 'Name another folder: --output some/folder'

/**
 * Checks that a report can be put there, before it is made.
 * @throws UserError if something else is there
 */
export function checkReportFolder(path: string): void {
  if (!existsSync(path))
    return
  if (!statSync(path).isDirectory())
    throw new UserError(`${path} is a file. ${ELSEWHERE}`)
  const stranger = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory() && !OF_SYSTEMS.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(path.length + 1).replaceAll('\\', '/'))
    .find(name => !OWN.has(name))
  if (stranger !== undefined)
    throw new UserError(`${path} has something in it that is no part of a report: ${stranger}. A report replaces its whole folder. ${ELSEWHERE}`)
}

/**
 * Writes the files of a report, completely or not at all: an earlier report stays until the new one is complete.
 * @param path of the folder
 * @param files by path in it
 * @param rename moves folders
 * @returns its absolute path
 * @throws UserError when it cannot be written; an earlier report is as it was then
 */
export function writeReport(path: string, files: Readonly<Record<string, Uint8Array>>, rename: typeof renamePatiently = renamePatiently): string {
  const folder = resolve(path)
  checkReportFolder(folder)
  const [part, former] = [`${folder}.part`, `${folder}.former`]
  try {
    removePatiently(part)
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(part, name)), { recursive: true })
      writeFileSync(join(part, name), content)
    }
    replace(folder, part, former, rename)
    return folder
  }
  catch (error) {
    discard(part)
    const { code, syscall } = error as NodeJS.ErrnoException
    const isOpen = syscall === 'rename' && isInUse(error) && existsSync(folder)
    throw new UserError(`Cannot write ${folder} ${isOpen ? 'while another program has a file of it open. Close it there, or name' : `(${code}). Name`} another folder: --output some/folder`)
  }
}

function replace(folder: string, part: string, former: string, rename: typeof renamePatiently): void {
  const patience = { patience: SCANNED_MS }
  if (!existsSync(folder))
    return rename(part, folder, patience)
  removePatiently(former)
  rename(folder, former, patience)
  try {
    rename(part, folder, patience)
  }
  catch (error) {
    rename(former, folder, patience)
    throw error
  }
  discard(former)
}

/** It may be on a full disk, or open. */
function discard(path: string): void {
  try {
    removePatiently(path)
  }
  catch {}
}
