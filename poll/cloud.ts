import type { ResultRow } from '../core/result.ts'
import cloud from 'd3-cloud'

export interface CloudWord {
  id: string
  text: string
  /** Pixels of the canvas; x and y are the middle of the baseline, from the middle of the cloud. */
  size: number
  x: number
  y: number
  rank: number
}

export interface CloudBox {
  width: number
  height: number
  /** Pixels of the canvas. */
  largest: number
  smallest: number
}

/** Words beyond these say little and would be too small to read. */
const MOST = 50
const FONT = 'Archivo Variable'
/** The shorthand of a font takes its stretch as a word only. */
const WEIGHT = '900 extra-condensed'
/** So much of a line's box is letters, at least. */
const INK = 0.3

/**
 * Lays words out, the most used largest. The same words lie in the same places on every screen: chance is seeded. Fonts
 * have to be loaded.
 * @returns the largest words that fit, fewer than were given where the box is too small for all
 */
export function layOut(rows: readonly ResultRow[], { width, height, largest, smallest }: CloudBox): CloudWord[] {
  // By count, then by id: the order of arrival moves nothing.
  const words = [...rows].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)).slice(0, MOST)
  const most = words[0]?.count ?? 1
  const widths = widthsOf(words)
  for (let scale = 1; ; scale *= 0.88) {
    const sizeOf = ({ count }: ResultRow) => Math.max(smallest, Math.round(largest * scale * Math.sqrt(count / most)))
    const sizes = words.map(sizeOf)
    // To find out by trying takes seconds where words are long.
    const hopeless = sizes.some((size, index) => size * widths[index]! > width) || INK * sizes.reduce((sum, size, index) => sum + size * size * widths[index]!, 0) > width * height
    if (hopeless && largest * scale >= smallest)
      continue
    const placed = place(words.map(row => ({ id: row.id, text: row.label ?? row.id, rank: row.rank ?? 0, size: sizeOf(row) })), width, height)
    if (placed.length === words.length || largest * scale < smallest)
      return placed
  }
}

/** In em. */
function widthsOf(words: readonly ResultRow[]): number[] {
  const context = document.createElement('canvas').getContext('2d')!
  context.font = `${WEIGHT} 100px "${FONT}"`
  return words.map(({ id, label }) => context.measureText(label ?? id).width / 100)
}

function place(words: { id: string, text: string, rank: number, size: number }[], width: number, height: number): CloudWord[] {
  let placed: CloudWord[] = []
  const random = seeded()
  // Without a time interval the whole layout happens in this call.
  cloud<typeof words[number] & cloud.Word>()
    .size([width, height])
    .words(words)
    .font(FONT)
    .fontWeight(WEIGHT)
    .fontSize(({ size }) => size!)
    .rotate(0)
    .padding(7)
    .random(random)
    .on('end', done => placed = done.map(({ id, text, rank, size, x, y }) => ({ id, text, rank, size: size!, x: x!, y: y! })))
    .start()
  return placed
}

/** Numbers from 0 to 1, the same each time (xorshift32). */
function seeded(): () => number {
  let state = 0x2F6E2B1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
