import { shallowRef } from 'vue'

/** How long a link's code is kept. A phone that already has a seat doesn't need it, and must not use it later. */
const KEPT_MS = 1000

/**
 * The seat code from a card's link; empty without one. It is in the fragment, so that it reaches no server and no log, and is removed
 * from the address, so that it is neither bookmarked nor shared. Clear it after use.
 */
export const seatLink = shallowRef('')

/** Reads the code from the page's address, and from links that are scanned while it is open. */
export function readSeatLinks(): void {
  read()
  addEventListener('hashchange', read)
}

function read(): void {
  const [, found] = /^#seat=(.+)/.exec(location.hash) ?? []
  if (found) {
    seatLink.value = found
    history.replaceState(null, '', location.pathname)
    setTimeout(() => seatLink.value = '', KEPT_MS)
  }
}
