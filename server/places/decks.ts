import type { Content } from '../../authoring/load.ts'
import type { Store } from '../log/store.ts'
import type { Deck } from '../paths.ts'
import type { Pages } from './place.ts'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ENTRY } from '../../authoring/load.ts'
import { deckAt, isOwnDeck, isSamePath, ownDeck, pathOfDeck } from '../paths.ts'
import { deckOf } from '../rooms/deck-record.ts'
import { UserError } from '../user-error.ts'

/** A deck that can be given. */
export interface ServedDeck {
  deck: Deck
  content: Content
  pages: Pages
}

/** A deck of the list that workshops are started with. */
export interface DeckState {
  deck: Deck
  /** The title, once it is read; the file's name before. */
  title: string
  /** Its routes, the usual one first. */
  routes: { id: string, title: string }[]
  /** What is wrong with it, as the terminal says it. */
  error: string | undefined
}

export interface DecksOptions {
  /** @throws UserError that says what is wrong in which file */
  read: (deck: Deck) => Promise<Content>
  /** Resolves with the folder of the built pages. @throws UserError with what the build said */
  build: (deck: Deck) => Promise<string>
}

/** The decks of a server. One that is broken is in nobody's way. */
export interface Decks {
  list: () => DeckState[]
  /**
   * Reads and builds a deck when it is first asked for, and again where that failed.
   * @throws UserError that says what is wrong with it
   */
  of: (deck: Deck) => Promise<ServedDeck>
}

/** @param offered the decks that workshops may be started with */
export function createDecks(offered: readonly Deck[], { read, build }: DecksOptions): Decks {
  const served = new Map<string, { made: Promise<ServedDeck>, content?: Content, error?: string }>()

  function of(deck: Deck): Promise<ServedDeck> {
    const key = pathOfDeck(deck)
    const known = served.get(key)
    if (known && known.error === undefined)
      return known.made
    const one: { made: Promise<ServedDeck>, content?: Content, error?: string } = { made: make(deck) }
    served.set(key, one)
    one.made.then(({ content }) => one.content = content, error => one.error = (error as Error).message)
    return one.made
  }

  async function make(deck: Deck): Promise<ServedDeck> {
    const content = await read(deck)
    return { deck, content, pages: { dist: await build(deck), isOpenDeck: !isOwnDeck(deck) } }
  }

  return {
    list: () => offered.map((deck) => {
      const { content, error } = served.get(pathOfDeck(deck)) ?? {}
      return { deck, title: content?.file.title ?? deckName(pathOfDeck(deck)), routes: content?.plan?.routes.map(({ id, title }) => ({ id, title })) ?? [], error }
    }),
    of,
  }
}

/** What people know a deck by, whose title is not known. @param path of its file */
export function deckName(path: string): string {
  return basename(path) === ENTRY ? basename(dirname(path)) : basename(path)
}

/** The typed decks, else that of the workshop to continue, else the project's own. */
export function decksToServe(typed: readonly string[], workshop: string | undefined, store: Pick<Store, 'decks'>): Deck[] {
  return typed.length === 0 && workshop !== undefined ? [deckOf(store, workshop)] : decksAt(typed)
}

/**
 * The decks that were typed after a command: files, folders of a deck, and folders of decks, each as `talk.md` or `talk/slides.md`.
 * @throws UserError where there is none
 */
function decksAt(typed: readonly string[]): Deck[] {
  if (typed.length === 0)
    return [ownDeck]
  const decks = typed.flatMap(path => existsSync(join(path, ENTRY)) || path.endsWith('.md') || !existsSync(path) ? [deckAt(path)] : decksIn(path))
  return decks.filter((deck, index) => decks.findIndex(other => isSamePath(pathOfDeck(other), pathOfDeck(deck))) === index)
}

function decksIn(folder: string): Deck[] {
  const found = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(entry => entry.isDirectory()
      ? existsSync(join(folder, entry.name, ENTRY)) ? [{ root: join(folder, entry.name), entry: ENTRY }] : []
      : entry.name.endsWith('.md') && hasHeadmatter(join(folder, entry.name)) ? [{ root: folder, entry: entry.name }] : [])
  if (found.length === 0)
    throw new UserError(`There is no deck in ${folder}: neither a Markdown file that begins with a headmatter nor a folder with ${ENTRY}. Name the file of a deck.`)
  return found
}

/** A text without one is more likely a README. */
function hasHeadmatter(path: string): boolean {
  return /^\uFEFF?---\s*\n/.test(readFileSync(path, 'utf8'))
}
