import type { Deck } from '../paths.ts'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../files.ts'
import { withDataFile } from '../log/data-folder.ts'
import { deckAt, isOwnDeck, isSamePath, ownDeck, pathOfDeck } from '../paths.ts'
import { UserError } from '../user-error.ts'

/** The deck of each workshop in a data folder, if it is not the project's own, so that an export finds it. */
const FILE = 'decks.json'

type Decks = Record<string, string>

function decksIn(data: string): Decks {
  const path = join(data, FILE)
  if (!existsSync(path))
    return {}
  const text = withDataFile(path, () => readFileSync(path, 'utf8'))
  try {
    return JSON.parse(text) as Decks
  }
  catch (error) {
    throw new UserError(`${path} is damaged (${(error as Error).message}). Repair it, or move it away: every workshop then counts as one with this project's own slides.`)
  }
}

/** @throws UserError if the record of a data folder is damaged */
export function checkDeckRecord(data: string): void {
  decksIn(data)
}

/** Remembers the deck of a workshop. */
export function recordDeck(data: string, workshop: string, deck: Deck): void {
  const decks = decksIn(data)
  if (!isOwnDeck(deck) && decks[workshop] !== pathOfDeck(deck))
    writeDecks(data, { ...decks, [workshop]: pathOfDeck(deck) })
}

/** Forgets the deck of a workshop that is deleted. */
export function forgetDeck(data: string, workshop: string): void {
  const { [workshop]: forgotten, ...others } = decksIn(data)
  if (forgotten !== undefined)
    writeDecks(data, others)
}

function writeDecks(data: string, decks: Decks): void {
  const path = join(data, FILE)
  withDataFile(path, () => writeWhole(path, `${JSON.stringify(decks, null, 2)}\n`))
}

/**
 * The deck that a workshop was run with.
 * @throws UserError if it no longer exists
 */
export function deckOf(data: string, workshop: string): Deck {
  const path = decksIn(data)[workshop]
  return path === undefined ? ownDeck : deckAt(path)
}

/** Whether a workshop was run with this deck. */
export function wasRunWith(data: string, workshop: string, deck: Deck): boolean {
  return isSamePath(deckPaths(data)(workshop), pathOfDeck(deck))
}

/** The paths of the decks that workshops were run with. */
export function deckPaths(data: string): (workshop: string) => string {
  const decks = decksIn(data)
  return workshop => decks[workshop] ?? pathOfDeck(ownDeck)
}

/**
 * Refuses to continue a workshop with another deck, because its polls would be missing.
 * @throws UserError that says how to continue
 */
export function checkSameDeck(data: string, workshop: string, deck: Deck): void {
  if (wasRunWith(data, workshop, deck))
    return
  throw new UserError(`The workshop ${workshop} was given with another deck: ${deckPaths(data)(workshop)}. Go on with both: npm start -- --workshop ${workshop}. Or start one with this deck: add --new`)
}
