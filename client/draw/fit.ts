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
