/** The longest word, in letters, that fits above the narrow column of those who cannot say, on two lines at most. */
const [LETTERS, LINES] = [6, 2]

/** What stands above that column: the answer itself if it fits, else a question mark. */
export function unsureHead(unsure: string): string {
  const words = unsure.split(/\s+/)
  return words.length <= LINES && words.every(({ length }) => length <= LETTERS) ? unsure : '?'
}
