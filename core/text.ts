/** Three marks are what a letter of Hindi or Tibetan may need, two what one of Latin, Hebrew or Arabic does. */
const TOWERS = [
  /(\p{M})\1+/gu,
  /([\p{M}\u200C\u200D]{3})[\p{M}\u200C\u200D]+/gu,
  /(\p{Script=Inherited}{2})\p{Script=Inherited}+/gu,
]

/** Joins letters: an emoji of several, or a word of a script that is written so. These join nothing. */
const LONELY = /(^| )(?:\u200C|\u200D)+/g

/** What is neither seen nor a letter: directions, breaks, halves of pairs. Joiners stay, and the letters in a flag. */
const UNSEEN = /(?![\u200D\u{E0020}-\u{E007F}\u200C])[\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu

/** White space, and letters that are as blank. */
const BLANK = /[\p{Cc}\s\u115F\u1160\u2800\u3164\uFFA0]+/gu

/**
 * What an attendee wrote, as it is counted and shown: composed, without control and direction characters, with single
 * spaces, and without towers of marks.
 */
export function clean(text: string): string {
  const seen = text.replace(UNSEEN, '').replace(BLANK, ' ').normalize('NFC')
  return TOWERS.reduce((left, tower) => left.replace(tower, '$1'), seen).replace(LONELY, '$1').trim()
}

/** A single letter of Arabic may stand for eighteen; as the id of a post, a key has to stay short. */
const KEY_LETTERS = 100

/** Words with the same key are the same word: case, width and surrounding punctuation do not tell them apart. */
export function keyOf(word: string): string {
  // No lookbehind: phones that are a few years old do not even load a script with one.
  const key = clean(word).normalize('NFKC').toLowerCase().replace(/^[\p{P}\p{S}\s]+(?=[\p{L}\p{N}])/u, '').replace(/([\p{L}\p{N}\p{M}])[\p{P}\s]+$/u, '$1')
  return [...key].slice(0, KEY_LETTERS).join('')
}

/** Letters as people count them, near enough: code points. */
export function lettersOf(text: string): number {
  return [...text].length
}
