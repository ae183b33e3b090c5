import distance from 'damerau-levenshtein'

/**
 * Suggests what to write instead of an unknown name.
 * @param otherwise what to do if no known name is similar
 */
export function suggest(name: string, known: Iterable<string>, otherwise: string): string {
  const like = nearest(name, known)
  return like ? `did you mean "${like}"?` : otherwise
}

/** The known word most similar to the given one; undefined if none is similar. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const [best] = [...known].map(candidate => ({ candidate, edits: distance(word, candidate).steps })).sort((a, b) => a.edits - b.edits)
  return best && best.edits <= Math.max(2, word.length / 2) ? best.candidate : undefined
}
