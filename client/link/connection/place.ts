/**
 * Where the workshop of this page is served, such as `/bcdfgh`, or `/votes/bcdfgh` on a server that has a part of an address. Empty on
 * the pages of the development servers, which have one workshop.
 */
export function placeOfPage(): string {
  return document.documentElement.dataset.place ?? ''
}

/** `/votes/bcdfgh` is the workshop `bcdfgh` of the server at `/votes`. */
export function splitPlace(place: string): [server: string, workshop: string] {
  const end = place.lastIndexOf('/')
  return [place.slice(0, Math.max(end, 0)), place.slice(end + 1)]
}
