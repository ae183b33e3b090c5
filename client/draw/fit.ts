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
 * The largest size at which a text in poster type keeps to its box, calculated from the number of its letters.
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
