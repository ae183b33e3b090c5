/**
 * Where the workshop of this page is served, such as `/bcdfgh`, or `/votes/bcdfgh` on a server that has a part of an address. Empty on
 * the pages of the development servers, which have one workshop.
 */
export function placeOfPage(): string {
  return document.documentElement.dataset.place ?? ''
}
