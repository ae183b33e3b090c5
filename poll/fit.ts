/** Archivo's mean width of a character at the labels' weight and stretch, in em, with room for words that break early. */
const CHARACTER = 0.4
const LINE_HEIGHT = 1.08
/** Air above and below a label, in px of the canvas. */
const AIR = 10

/** Emoji and Chinese are as wide as two letters of ours. */
const WIDE = /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60]/gu

/** As many letters as a text is wide. */
function wide(text: string): string {
  return text.replace(WIDE, 'xx')
}

export interface Box {
  /** Pixels of the canvas. */
  width: number
  height: number
  lineHeight: number
  largest: number
  /** All letters are capitals. */
  capitals?: boolean
}

/** Archivo's mean width of a character where it is heaviest and narrowest, in em. */
const POSTER_CHARACTER = 0.365
const POSTER_CAPITAL = 0.52

/**
 * The largest size at which a text in poster type keeps to its box, reckoned as `fitLabels` does.
 * @returns px, 24 at least
 */
export function fitText(text: string, { width, height, lineHeight, largest, capitals = false }: Box): number {
  const words = wide(text).split(/\s+/)
  for (let size = largest; size > 24; size--) {
    const room = Math.floor(width / (size * (capitals ? POSTER_CAPITAL : POSTER_CHARACTER)))
    if (words.every(({ length }) => length <= room) && linesOf(words, room) * lineHeight * size <= height)
      return size
  }
  return 24
}

/** Lines that words take where each line has room for so many characters; a word that is longer than a line is broken. */
function linesOf(words: readonly string[], room: number): number {
  let lines = 1
  let used = -1
  for (const { length } of words) {
    if (used >= 0 && used + 1 + length > room) {
      lines++
      used = -1
    }
    used += 1 + length
    lines += Math.ceil(used / room) - 1
    used -= Math.floor((used - 1) / room) * room
  }
  return lines
}

export interface Room {
  /** Pixels for one label's lines. */
  width: number
  /** Pixels for all rows. */
  height: number
  /** Pixels of a row that other lines take. */
  taken?: number
  largest?: number
}

/**
 * The largest size at which every label keeps to its row in two lines at most.
 * Reckoned rather than measured: a print has no second frame to correct itself in.
 * @returns px, 24 at least
 */
export function fitLabels(labels: readonly string[], { width, height, taken = 0, largest = 56 }: Room): number {
  const row = height / labels.length - taken - AIR
  const longest = Math.max(...labels.map(label => wide(label).length))
  for (let size = largest; size > 24; size--) {
    const lines = Math.ceil(longest * CHARACTER * size / width)
    if (lines <= 2 && lines * size * LINE_HEIGHT <= row)
      return size
  }
  return 24
}

export interface Wall {
  /** Pixels of the canvas. */
  size: number
  /** How many of the texts there is room for, from the first. */
  shown: number
}

/** Sizes of a wall's texts, in pixels of the canvas. */
const SIZES = [56, 50, 44, 38, 34, 30, 27, 24, 22]
/** Pixels of a card that are not its text. */
const CARD = 40
/**
 * The largest size at which the texts fill columns of one height, reckoned as `fitLabels` does; where even the smallest is too
 * large, as many texts as there is room for.
 * @param texts in the order in which they are to stand
 * @param wall columns, and pixels of one
 * @param wall.least what a card takes at least
 * @param tooMany how often the wall turned out too full, because letters were wider than reckoned: each time the next size, and
 * from the smallest on a text less
 */
export function fitWall(texts: readonly string[], wall: { columns: number, width: number, height: number, least?: number }, tooMany = 0): Wall {
  const fits = SIZES.map(size => fitsIn(texts, size, wall))
  const first = fits.indexOf(Math.max(...fits))
  const last = SIZES.length - 1
  const fewer = Math.max(0, first + tooMany - last)
  const at = Math.min(first + tooMany, last)
  return { size: SIZES[at]!, shown: Math.max(1, fits[at]! - fewer) }
}

/** Lines that the longest text may take where it has a column for itself. */
export function mostLines(size: number, height: number): number {
  return Math.max(1, Math.floor((height - CARD) / (size * 1.16)))
}

function fitsIn(texts: readonly string[], size: number, { columns, width, height, least = 0 }: Parameters<typeof fitWall>[1]): number {
  let column = 1
  let left = height
  for (const [index, text] of texts.entries()) {
    const lines = linesOf(wide(text).split(' '), Math.floor((width - 24) / (size * 0.44)))
    const most = mostLines(size, height)
    // Nothing is cut off that a smaller size has room for.
    if (lines > most && size > SIZES.at(-1)!)
      return index
    const card = Math.max(least, Math.min(lines, most) * size * 1.16 + CARD)
    if (card > left) {
      column++
      left = height
    }
    if (column > columns)
      return index
    left -= card
  }
  return texts.length
}
