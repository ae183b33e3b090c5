/** A part of the line under a scale's buttons. It shows at most one of these levels, the first of which is number `from`. */
export interface End {
  words: readonly string[]
  from: number
}

/** Splits a scale of four levels or more into its two ends and the levels between them. */
export function endsOf(levels: readonly string[]): End[] {
  const last = levels.length
  return [{ words: levels.slice(0, 1), from: 1 }, { words: levels.slice(1, last - 1), from: 2 }, { words: levels.slice(last - 1), from: last }]
}

/** The length of the longest word, which determines a part's width. */
export function longest(words: readonly string[]): number {
  return Math.max(...words.map(({ length }) => length))
}
