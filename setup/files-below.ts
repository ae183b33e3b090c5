/**
 * Slidev serves a deck from the root, so its components may ask for `/faces/ann.svg`. Where the root of the host is somebody else's, such
 * a picture is in the build of the deck.
 */
export function findFilesBelow(): void {
  document.addEventListener('error', ({ target }) => {
    const base = import.meta.env.BASE_URL
    const address = target instanceof HTMLElement ? target.getAttribute('src') : null
    if (address && /^\/(?!\/)/.test(address) && !address.startsWith(base))
      (target as HTMLElement).setAttribute('src', base + address.slice(1))
  }, true)
}
