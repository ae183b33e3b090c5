/** Stacked marks. A letter of Hindi or Tibetan may need three, one of Latin, Hebrew or Arabic two. */
const TOWERS = [
  /(\p{M})\1+/gu,
  /([\p{M}\u200C\u200D]{3})[\p{M}\u200C\u200D]+/gu,
  /(\p{Script=Inherited}{2})\p{Script=Inherited}+/gu,
]

/** More marks than any letter has. Removed before normalisation, which takes quadratic time. */
const HEAPS = /([\p{M}\u200C\u200D]{12})[\p{M}\u200C\u200D]+/gu

/** Joiners that join nothing. Others stay: emoji and some scripts need them. */
const LONELY = /(^| )(?:\u200C|\u200D)+/g

/** Invisible characters, such as direction marks and lone surrogates, except joiners and the tag letters of flags. */
const UNSEEN = /(?![\u200D\u{E0020}-\u{E007F}\u200C])[\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu

/** White space, and other characters that look blank. */
const BLANK = /[\p{Cc}\s\u115F\u1160\u2800\u3164\uFFA0]+/gu

/**
 * A text as it is counted and shown: composed (NFC), without control and direction characters, with single spaces, and
 * without stacks of marks.
 */
export function clean(text: string): string {
  const seen = text.replace(UNSEEN, '').replace(BLANK, ' ').replace(HEAPS, '$1').normalize('NFC')
  return TOWERS.reduce((left, tower) => left.replace(tower, '$1'), seen).replace(LONELY, '$1').trim()
}

/** A key is also the id of a row, so it has to stay short: NFKC turns a single Arabic letter into up to eighteen. */
const KEY_LETTERS = 100

/** Signs that can be typed in several ways. Variation selectors of emoji (VS15, VS16) are ignored. */
const VARIANTS: [RegExp, string][] = [
  [/[\uFE0E\uFE0F]/g, ''],
  [/[\u2018\u2019\u201B\u02BC\u2032`\u00B4]/g, '\''],
  [/[\u201C-\u201F\u00AB\u00BB\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
]

/** Punctuation around a word: quotes, brackets and the marks at the ends of a sentence. */
const BEFORE = /^["'\u00A1\u00BF\p{Ps}\p{Pi}\s]+/u
const AFTER = /["',;:!?.\u2026\p{Pe}\p{Pf}\u3001\u3002\uFF64\u061F\u060C\u061B\u06D4\u0964\s]+$/u

/**
 * Words with the same key are the same word: case, width and the punctuation around a word don't matter. Signs that carry meaning
 * do: C, C# and C++ are three words; 5 and -5 differ, and so do Net and .NET. [A9]
 */
export function keyOf(word: string): string {
  const plain = VARIANTS.reduce((text, [variants, sign]) => text.replace(variants, sign), clean(word).normalize('NFKC')).toLowerCase()
  const key = plain.replace(BEFORE, '').replace(AFTER, '')
  return firstLetters(key === '' ? plain : key)
}

/** The key under rules 1, which ignored signs. */
export function formerKeyOf(word: string): string {
  return firstLetters(clean(word).normalize('NFKC').toLowerCase().replace(/^[\p{P}\p{S}\s]+(?=[\p{L}\p{N}])/u, '').replace(/([\p{L}\p{N}\p{M}])[\p{P}\s]+$/u, '$1'))
}

function firstLetters(key: string): string {
  return [...key].slice(0, KEY_LETTERS).join('')
}

/** The number of letters, approximated by code points. */
export function lettersOf(text: string): number {
  return [...text].length
}
