import type { Store } from '../log/store.ts'
import type { Deck } from '../paths.ts'
import type { Decks, ServedDeck } from '../places/decks.ts'
import { isSamePath, pathOfDeck } from '../paths.ts'
import { checkSameDeck, deckPaths } from '../rooms/deck-record.ts'

export interface Offer {
  store: Pick<Store, 'decks' | 'option'>
  decks: Decks
  /** The decks of this server. */
  offered: readonly Deck[]
  /** The first of them that can be given. */
  first: ServedDeck
  /** The ids of the open workshops, the one that ran last at the end. */
  running: readonly string[]
  /** The id that was typed. */
  id: string | undefined
  /** A new one is to be started in any case. */
  isNew: boolean
  /** Told what is wrong with a deck. */
  onBroken: (deck: Deck, error: unknown) => void
}

/**
 * The workshop that a start goes on with, and its deck: the one that was typed, or the last open one whose deck is among those of this
 * server and can be given. Undefined: a new one, with the first deck.
 * @throws UserError when the typed one, or the only open one, was run with another deck
 */
export async function chooseWorkshop({ store, decks, offered, first, running, id, isNew, onBroken }: Offer): Promise<{ goesOn: string | undefined, served: ServedDeck }> {
  if (isNew)
    return { goesOn: undefined, served: first }
  const last = id === undefined ? await lastOf() : undefined
  if (last)
    return last
  // With the only open one, the room would lose its votes without a word.
  const goesOn = id ?? (running.length === 1 ? running[0] : undefined)
  if (goesOn !== undefined)
    checkSameDeck(store, goesOn, first.deck)
  return { goesOn, served: first }

  async function lastOf(): Promise<{ goesOn: string, served: ServedDeck } | undefined> {
    const pathOf = deckPaths(store)
    for (const each of running.toReversed()) {
      const deck = offered.find(one => isSamePath(pathOfDeck(one), pathOf(each)))
      if (!deck)
        continue
      try {
        return { goesOn: each, served: await decks.of(deck) }
      }
      catch (error) {
        onBroken(deck, error)
      }
    }
    return undefined
  }
}
