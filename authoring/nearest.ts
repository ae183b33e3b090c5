import distance from 'damerau-levenshtein'

/**
 * What to write instead of a name that is not known.
 * @param otherwise what to do where no known name is like it
 */
export function suggest(name: string, known: Iterable<string>, otherwise: string): string {
  const like = nearest(name, known)
  return like ? `did you mean "${like}"?` : otherwise
}

/** The known word that is most like the given one; undefined where none is like it at all. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const [best] = [...known].map(candidate => ({ candidate, edits: distance(word, candidate).steps })).sort((a, b) => a.edits - b.edits)
  return best && best.edits <= Math.max(2, word.length / 2) ? best.candidate : undefined
}
