import distance from 'damerau-levenshtein'

/** The known word that is most like the given one; undefined where none is like it at all. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const [best] = [...known].map(candidate => ({ candidate, edits: distance(word, candidate).steps })).sort((a, b) => a.edits - b.edits)
  return best && best.edits <= Math.max(2, word.length / 2) ? best.candidate : undefined
}
