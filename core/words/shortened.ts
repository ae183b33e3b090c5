const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Shortens a text to at most `most` UTF-16 units, with an ellipsis. Cuts between words in scripts that have them, and never within
 * a letter.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most)
    return text
  let kept = ''
  for (const { segment } of letters.segment(text)) {
    if (kept.length + segment.length >= most)
      break
    kept += segment
  }
  const word = kept.lastIndexOf(' ')
  return `${(word > most / 2 ? kept.slice(0, word) : kept).replace(/[\s\p{P}]+$/u, '')}…`
}
