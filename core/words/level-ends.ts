/** A part of the line under the buttons of a scale: levels of which one at most is in sight, the first of them numbered `from`. */
export interface End {
  words: readonly string[]
  from: number
}

/** Both ends of a scale of four levels or more, and between them all the others. */
export function endsOf(levels: readonly string[]): End[] {
  const last = levels.length
  return [{ words: levels.slice(0, 1), from: 1 }, { words: levels.slice(1, last - 1), from: 2 }, { words: levels.slice(last - 1), from: last }]
}

/** How many letters the longest of some words has: each part is as wide as that asks for. */
export function longest(words: readonly string[]): number {
  return Math.max(...words.map(({ length }) => length))
}
