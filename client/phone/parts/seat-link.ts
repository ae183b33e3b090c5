import { shallowRef } from 'vue'

/** A phone that has its seat when a link comes does not need it, and is not to take another one by itself later. */
const KEPT_MS = 1000

/**
 * The seat's code that a card's link brought in its fragment, which no server and no log gets to see; empty without one.
 * It is taken out of the address, so that it is neither bookmarked nor passed on. Whoever uses it empties it.
 */
export const seatLink = shallowRef('')

/** Reads the link that the page was opened with, and those that are scanned while it is open. */
export function readSeatLinks(): void {
  read()
  addEventListener('hashchange', read)
}

function read(): void {
  const [, found] = /^#seat=(.+)/.exec(location.hash) ?? []
  if (found) {
    seatLink.value = found
    history.replaceState(null, '', '/')
    setTimeout(() => seatLink.value = '', KEPT_MS)
  }
}
