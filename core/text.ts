/**
 * What an attendee wrote, as it is counted and shown: composed, without control and direction characters, with single
 * spaces, and with two marks at most on a letter.
 */
export function clean(text: string): string {
  return text.normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim()
}

/** Words with the same key are the same word: case, width and surrounding punctuation do not tell them apart. */
export function keyOf(word: string): string {
  // No lookbehind: phones that are a few years old do not even load a script with one.
  return clean(word).normalize('NFKC').toLowerCase().replace(/^[\p{P}\p{S}\s]+(?=[\p{L}\p{N}])/u, '').replace(/([\p{L}\p{N}\p{M}])[\p{P}\s]+$/u, '$1')
}

/** Letters as people count them, near enough: code points. */
export function lettersOf(text: string): number {
  return [...text].length
}
