import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { ENTRY } from '../authoring/load.ts'
import { UserError } from './user-error.ts'

const root = foldersUp(import.meta.dirname).find(folder => existsSync(join(folder, 'package.json')))!

/** Where things are on this machine. */
export const paths = { root }

/** A deck that is served. */
export interface Deck {
  /** Its folder. */
  root: string
  /** The name of its file in the folder. */
  entry: string
}

/** The deck that this project holds. */
export const ownDeck: Deck = { root, entry: ENTRY }

export function isOwnDeck(deck: Deck): boolean {
  return isSamePath(pathOfDeck(deck), pathOfDeck(ownDeck))
}

export function pathOfDeck({ root, entry }: Deck): string {
  return join(root, entry)
}

/**
 * The deck that was typed after a command.
 * @param path of its file or its folder; this project's own deck if not given
 * @throws UserError where there is none
 */
export function deckAt(path: string | undefined): Deck {
  if (path === undefined)
    return ownDeck
  const whole = resolve(path)
  const file = isFolder(whole) ? join(whole, ENTRY) : whole
  if (!file.endsWith('.md'))
    throw new UserError(`"${path}" is no deck. Name the Markdown file of one, such as path/to/${ENTRY}`)
  if (!existsSync(file))
    throw new UserError(`There is no ${file}. Name the Markdown file of a deck, such as path/to/${ENTRY}`)
  return { root: dirname(file), entry: basename(file) }
}

/**
 * Whether two paths lead to one place. Windows takes a path in either case and with either slash, macOS nearly so, and a folder may be
 * known by a link as well.
 */
export function isSamePath(one: string, other: string): boolean {
  return one === other || realPath(one) === realPath(other)
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  }
  catch {
    return resolve(path)
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** A folder and those that it lies in, from the nearest on. */
export function foldersUp(folder: string): string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersUp(above)]
}
