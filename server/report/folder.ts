import { existsSync, mkdtempSync, readdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { isInUse, makeFolder, removePatiently, renamePatiently } from '../files.ts'
import { UserError } from '../user-error.ts'
import { CONTENTS, reportFiles } from './files.ts'

/** What file managers put into folders that were looked at. */
const OF_SYSTEMS = /^(?:\.DS_Store|\._.*|\.directory|Thumbs\.db|desktop\.ini)$/i
/** Long enough for a virus scanner, in milliseconds. */
const SCANNED_MS = 2000

const FILES = new Set([CONTENTS, ...reportFiles.map(({ path }) => path)])
const FOLDERS = new Set([...FILES].map(path => dirname(path)))
/** Every report has them. A README.md alone may be anybody's. */
const SIGNS = [CONTENTS, 'results.json']
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
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isDirectory() || !OF_SYSTEMS.test(entry.name))
    .map(entry => ({ name: relative(path, join(entry.parentPath, entry.name)).replaceAll('\\', '/'), known: entry.isDirectory() ? FOLDERS : FILES }))
  const stranger = entries.find(({ name, known }) => !known.has(name))
  if (stranger)
    throw new UserError(`${path} has something in it that is no part of a report: ${stranger.name}. A report replaces its whole folder. ${ELSEWHERE}`)
  const missing = SIGNS.find(sign => !entries.some(({ name }) => name === sign))
  if (entries.length > 0 && missing !== undefined)
    throw new UserError(`${path} is not empty, and no report, for it has no ${missing}. A report replaces its whole folder. ${ELSEWHERE}`)
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
  try {
    makeFolder(dirname(folder))
    // On the same disk, under a name that nothing has.
    const beside = mkdtempSync(`${folder}.`)
    try {
      const part = join(beside, 'new')
      writeFiles(part, files)
      replace(folder, part, join(beside, 'former'), rename)
    }
    finally {
      discardBeside(beside)
    }
    return folder
  }
  catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === undefined)
      throw error
    const isOpen = syscall === 'rename' && isInUse(error) && existsSync(folder)
    throw new UserError(`Cannot write ${folder} ${isOpen ? 'while another program has a file of it open. Close it there, or name' : `(${code}). Name`} another folder: --output some/folder`)
  }
}

function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    makeFolder(dirname(join(folder, name)))
    writeFileSync(join(folder, name), content)
  }
}

function replace(folder: string, part: string, former: string, rename: typeof renamePatiently): void {
  const patience = { patience: SCANNED_MS }
  if (!existsSync(folder))
    return rename(part, folder, patience)
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

/** Not an earlier report that could not be moved back. */
function discardBeside(beside: string): void {
  discard(join(beside, 'new'))
  try {
    rmdirSync(beside)
  }
  catch {}
}

/** It may be on a full disk, or open. */
function discard(path: string): void {
  try {
    removePatiently(path)
  }
  catch {}
}
