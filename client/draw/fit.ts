/** The mean width of a character of Archivo at the labels' weight and stretch, in em, with a margin for line breaks. */
const CHARACTER = 0.4
const LINE_HEIGHT = 1.08
/** Space above and below a label, in px of the canvas. */
const AIR = 10

/** Emoji and CJK characters are as wide as two Latin letters. */
const WIDE = /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60]/gu

/** Replaces wide characters by two letters. */
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

/** The mean width of a character of Archivo at its heaviest and narrowest, in em. */
const POSTER_CHARACTER = 0.365
const POSTER_CAPITAL = 0.52

/**
 * The largest size at which a text in poster type fits its box, estimated from the number of its letters.
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

/** The number of lines for words, with `room` characters in each; a word longer than a line is broken. */
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
  /** Pixels, of one label. */
  width: number
  /** Pixels, of all rows. */
  height: number
  /** Pixels in each row that other lines need. */
  taken?: number
  largest?: number
}

/**
 * The largest size at which every label fits its row in at most two lines.
 * Calculated, not measured, because a print has no second frame for corrections.
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
