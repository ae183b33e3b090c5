/*
 * How wide text is, by its letters. Calculated rather than measured, so that all screens come to the same number of pages, whatever their
 * faces are, and a print needs no second frame.
 */

/** Letters of Archivo where texts are set (weight 650, 80% wide), in em, from the narrowest; each a little wider than it is. */
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
/** Letters of other faces get some room: which face it is, the system decides. */
const OTHERS: [em: number, letters: RegExp][] = [
  // Joined to the letter before them.
  [0, /[\p{Mn}\p{Me}\p{Cf}]/u],
  [0.4, /\p{Mc}/u],
  [1.03, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60]/u],
  [1.3, /\p{Emoji_Presentation}/u],
  [0.84, /[\p{Lu}щыюжшмعغسشصض]/u],
  [0.72, /[\p{Script=Devanagari}\p{Script=Thai}\p{Script=Bengali}\p{Script=Tamil}]/u],
]
const USUAL = 0.66
/** A line may be broken before and after each of these. */
const BREAKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}]/u

/** A part of a text in which no line breaks unless it is longer than one. In em. */
interface Piece {
  letters: number[]
  width: number
  /** The space before it. */
  space: number
}

const widths = new Map(WIDTHS.flatMap(([em, letters]) => [...letters].map(letter => [letter, em])))
const pieces = new Map<string, readonly Piece[]>()
/** Texts whose pieces are kept. */
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

/** How wide a text is in one line, in em. */
export function widthOf(text: string): number {
  return piecesOf(text).reduce((sum, { width, space }) => sum + space + width, 0)
}

/** The widest word of at most so many letters, in em. */
export function widestWord(text: string, letters: number): number {
  return Math.max(0, ...piecesOf(text).filter(piece => piece.letters.length <= letters).map(({ width }) => width))
}

/**
 * Lines that a text takes, broken between words, and within one that is longer than a line.
 * @param text what is set
 * @param room em of a line
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
