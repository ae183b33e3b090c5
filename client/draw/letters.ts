/*
 * The width of text, estimated from its letters. Calculated, not measured, so that all screens have the same number of pages
 * whatever their fonts, and a print needs no second frame.
 */

/** Widths of Archivo's letters as texts use it (weight 650, 80% wide), in em, rounded up; the narrowest first. */
const WIDTHS: [em: number, letters: string][] = [
  [0.17, ' '],
  [0.25, '`\'|jilìíîï’‘,.IÍ'],
  [0.3, 'f·!¡:;ł-t/\\'],
  [0.37, 'r[](){}'],
  [0.43, '*"–“”„_zř°'],
  [0.465, '•yýÿvs$17cxçćk'],
  [0.485, 'Leèéêëťaàáâäåg4'],
  [0.5, '8§2Jhnuñùúûü0369oòóôöø«»5Fbdpq?¿ž£€'],
  [0.56, '#TßZSEÈÉÊËšşčěV'],
  [0.61, '+<=>^~×PYÝXBAÀÁÂÄÅKRUÜCÇDŽŁğőűňůH'],
  [0.665, 'NÑ&GOQÓÖØwŠ'],
  [0.75, 'mMæ'],
  [0.84, '…œ—W%@Æ'],
]
/** Letters in other fonts get a margin, because the system chooses the font. */
const OTHERS: [em: number, letters: RegExp][] = [
  // Combining marks have no width of their own.
  [0, /[\p{Mn}\p{Me}\p{Cf}]/u],
  [0.4, /\p{Mc}/u],
  [1.03, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60]/u],
  [1.3, /\p{Emoji_Presentation}/u],
  [0.84, /[\p{Lu}щыюжшмعغسشصض]/u],
  [0.72, /[\p{Script=Devanagari}\p{Script=Thai}\p{Script=Bengali}\p{Script=Tamil}]/u],
]
const USUAL = 0.66
/** Characters before and after which a line can break. */
const BREAKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}]/u

/** An unbreakable part of a text, which is only broken if it is longer than a line. In em. */
interface Piece {
  letters: number[]
  width: number
  /** The width of the space before it. */
  space: number
}

const widths = new Map(WIDTHS.flatMap(([em, letters]) => [...letters].map(letter => [letter, em])))
const pieces = new Map<string, readonly Piece[]>()
/** The size of the cache of pieces. */
const KEPT = 2000

function letterWidth(letter: string): number {
  let width = widths.get(letter)
  if (width === undefined)
    widths.set(letter, width = OTHERS.find(([, letters]) => letters.test(letter))?.[0] ?? USUAL)
  return width
}

function piecesOf(text: string): readonly Piece[] {
  let known = pieces.get(text)
  if (!known) {
    if (pieces.size >= KEPT)
      pieces.clear()
    pieces.set(text, known = text.split(/\s+/).flatMap((word, index) => inPieces(word, index > 0 ? letterWidth(' ') : 0)))
  }
  return known
}

function inPieces(word: string, space: number): Piece[] {
  const found: Piece[] = []
  let isOpen = false
  for (const letter of word) {
    const width = letterWidth(letter)
    const breaks = BREAKS.test(letter)
    if (!isOpen || breaks)
      found.push({ letters: [], width: 0, space: found.length === 0 ? space : 0 })
    found.at(-1)!.letters.push(width)
    found.at(-1)!.width += width
    isOpen = !breaks
  }
  return found
}

/** The width of a text in one line, in em. */
export function widthOf(text: string): number {
  return piecesOf(text).reduce((sum, { width, space }) => sum + space + width, 0)
}

/** The width of the widest word with at most `letters` letters, in em. */
export function widestWord(text: string, letters: number): number {
  return Math.max(0, ...piecesOf(text).filter(piece => piece.letters.length <= letters).map(({ width }) => width))
}

/**
 * The number of lines of a text, broken between words, and within words that are longer than a line.
 * @param text the text
 * @param room the width of a line, in em
 */
export function linesOf(text: string, room: number): number {
  let lines = 1
  let used = 0
  for (const { letters, width, space } of piecesOf(text)) {
    if (used > 0 && used + space + width <= room) {
      used += space + width
      continue
    }
    if (used > 0)
      lines++
    used = width
    if (width <= room)
      continue
    used = 0
    for (const letter of letters) {
      if (used > 0 && used + letter > room) {
        lines++
        used = 0
      }
      used += letter
    }
  }
  return lines
}
