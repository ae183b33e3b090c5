/** Three marks are what a letter of Hindi or Tibetan may need, two what one of Latin, Hebrew or Arabic does. */
const TOWERS = [
  /(\p{M})\1+/gu,
  /([\p{M}\u200C\u200D]{3})[\p{M}\u200C\u200D]+/gu,
  /(\p{Script=Inherited}{2})\p{Script=Inherited}+/gu,
]

/** More than any letter has, and what composing them takes grows with their square. */
const HEAPS = /([\p{M}\u200C\u200D]{12})[\p{M}\u200C\u200D]+/gu

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
  const seen = text.replace(UNSEEN, '').replace(BLANK, ' ').replace(HEAPS, '$1').normalize('NFC')
  return TOWERS.reduce((left, tower) => left.replace(tower, '$1'), seen).replace(LONELY, '$1').trim()
}

/** A single letter of Arabic may stand for eighteen; as the id of a post, a key has to stay short. */
const KEY_LETTERS = 100

/** Signs that are typed in several ways. How an emoji is drawn (VS15, VS16) is no sign at all. */
const VARIANTS: [RegExp, string][] = [
  [/[\uFE0E\uFE0F]/g, ''],
  [/[\u2018\u2019\u201B\u02BC\u2032`\u00B4]/g, '\''],
  [/[\u201C-\u201F\u00AB\u00BB\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
]

/** What sets a word off from its sentence: quotes, brackets, and marks at a sentence's ends. */
const BEFORE = /^["'\u00A1\u00BF\p{Ps}\p{Pi}\s]+/u
const AFTER = /["',;:!?.\u2026\p{Pe}\p{Pf}\u3001\u3002\uFF64\u061F\u060C\u061B\u06D4\u0964\s]+$/u

/**
 * Words with the same key are the same word: case, width and the punctuation around a word do not tell them apart. Signs that carry
 * meaning do: C, C# and C++ are three words, and so are 5 and -5, or Net and .NET. [A9]
 */
export function keyOf(word: string): string {
  const plain = VARIANTS.reduce((text, [variants, sign]) => text.replace(variants, sign), clean(word).normalize('NFKC')).toLowerCase()
  const key = plain.replace(BEFORE, '').replace(AFTER, '')
  return firstLetters(key === '' ? plain : key)
}

/** The key that logs hold which were written before signs told words apart. */
export function formerKeyOf(word: string): string {
  return firstLetters(clean(word).normalize('NFKC').toLowerCase().replace(/^[\p{P}\p{S}\s]+(?=[\p{L}\p{N}])/u, '').replace(/([\p{L}\p{N}\p{M}])[\p{P}\s]+$/u, '$1'))
}

function firstLetters(key: string): string {
  return [...key].slice(0, KEY_LETTERS).join('')
}

/** Letters as people count them, near enough: code points. */
export function lettersOf(text: string): number {
  return [...text].length
}
