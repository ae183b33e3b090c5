const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * A text that is no longer than `most`, counted as JavaScript does; an ellipsis stands for what is missing. It ends after a
 * word where the script has any, and never within a letter.
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
