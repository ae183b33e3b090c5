import type { Deck } from '../paths.ts'
import { existsSync } from 'node:fs'
import { recordFile } from '../log/record-file.ts'
import { deckAt, isOwnDeck, isSamePath, ownDeck, pathOfDeck } from '../paths.ts'
import { UserError } from '../user-error.ts'

/** The deck of each workshop in a data folder, if it is not the project's own, so that an export finds it. */
export const DECKS = recordFile('decks.json', 'every workshop then counts as one with this project\'s own slides')

/** @throws UserError if the record of a data folder is damaged */
export function checkDeckRecord(data: string): void {
  DECKS.read(data)
}

/** Remembers the deck of a workshop. */
export function recordDeck(data: string, workshop: string, deck: Deck): void {
  if (!isOwnDeck(deck))
    DECKS.put(data, workshop, pathOfDeck(deck))
}

/**
 * The deck that a workshop was run with.
 * @throws UserError if it no longer exists
 */
export function deckOf(data: string, workshop: string): Deck {
  const path = DECKS.read(data)[workshop]
  return path === undefined ? ownDeck : deckAt(path)
}

/** Whether a workshop was run with this deck. */
function wasRunWith(data: string, workshop: string, deck: Deck): boolean {
  return isSamePath(deckPaths(data)(workshop), pathOfDeck(deck))
}

/** The paths of the decks that workshops were run with. */
export function deckPaths(data: string): (workshop: string) => string {
  const decks = DECKS.read(data)
  return workshop => decks[workshop] ?? pathOfDeck(ownDeck)
}

/**
 * Refuses to continue a workshop with another deck, because its polls would be missing.
 * @throws UserError that says how to continue
 */
export function checkSameDeck(data: string, workshop: string, deck: Deck): void {
  if (wasRunWith(data, workshop, deck))
    return
  const path = deckPaths(data)(workshop)
  const another = 'Or start one with this deck, which ends that one: add --new'
  throw new UserError(existsSync(path)
    ? `The workshop ${workshop} was given with another deck: ${path}. Go on with both: npm start -- --workshop ${workshop} --data ${JSON.stringify(data)}. ${another}`
    : `The deck of the workshop ${workshop} is gone: ${path}. Put it back. ${another}`)
}
