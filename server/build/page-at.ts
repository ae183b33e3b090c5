/** Where a page is served. */
export interface PageAddress {
  /** The path of its workshop, such as `/bcdfgh`. */
  place: string
  /** The path of its own files, with a slash at the end, such as `/bcdfgh/deck/`. */
  base: string
}

/**
 * A built page, which names its files by where they lie beside it, as it is served at an address.
 * @throws Error when it is no page of ours
 */
export function pageAt(html: string, { place, base }: PageAddress): string {
  const page = html.replace(/<html\b/, `$& data-place="${place}" data-base="${base}"`).replace(/(\s(?:href|src)=")\.\//g, `$1${base}`)
  if (!page.includes(' data-place='))
    throw new Error('The built page has no element <html>.')
  return page
}
