import { readonly, shallowRef } from 'vue'

const code = shallowRef('')

/**
 * The seat's code that a card's link brought in its fragment, which no server and no log gets to see; empty without one.
 * It is taken out of the address, so that it is neither bookmarked nor passed on, and gone a moment later.
 */
export const seatLink = readonly(code)

function read(): void {
  const [, found] = /^#seat=(.+)/.exec(location.hash) ?? []
  if (found) {
    code.value = found
    history.replaceState(null, '', '/')
    // For now or never: a phone that loses its seat later is not to take it back by itself.
    setTimeout(() => code.value = '', 1000)
  }
}

read()
// A card that is scanned while the page is open already.
addEventListener('hashchange', read)
