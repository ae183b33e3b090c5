import type { Store } from '../log/store.ts'
import type { Deck } from '../paths.ts'
import { existsSync } from 'node:fs'
import { deckAt, isOwnDeck, isSamePath, ownDeck, pathOfDeck } from '../paths.ts'
import { UserError } from '../user-error.ts'

type Decks = Pick<Store, 'decks'>

/** Remembers the deck of a workshop. */
export async function recordDeck({ decks }: Decks, workshop: string, deck: Deck): Promise<void> {
  if (!isOwnDeck(deck))
    await decks.put({ [workshop]: pathOfDeck(deck) })
}

/**
 * The deck that a workshop was run with.
 * @throws UserError if it no longer exists
 */
export function deckOf({ decks }: Decks, workshop: string): Deck {
  const path = decks.read()[workshop]
  return path === undefined ? ownDeck : deckAt(path)
}

/** The paths of the decks that workshops were run with. */
export function deckPaths({ decks }: Decks): (workshop: string) => string {
  const known = decks.read()
  return workshop => known[workshop] ?? pathOfDeck(ownDeck)
}

/**
 * Refuses to continue a workshop with another deck, because its polls would be missing.
 * @throws UserError that says how to continue
 */
export function checkSameDeck(store: Pick<Store, 'decks' | 'option'>, workshop: string, deck: Deck): void {
  const path = deckPaths(store)(workshop)
  if (isSamePath(path, pathOfDeck(deck)))
    return
  const another = 'Or start one with this deck, which ends that one: add --new'
  throw new UserError(existsSync(path)
    ? `The workshop ${workshop} was given with another deck: ${path}. Go on with both: npm start -- --workshop ${workshop} ${store.option}. ${another}`
    : `The deck of the workshop ${workshop} is gone: ${path}. Put it back. ${another}`)
}
