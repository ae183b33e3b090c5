/** A word to be placed. Its measures are in em. */
export interface Measured {
  id: string
  count: number
  width: number
  /** The extent of its letters above and below the baseline. */
  above: number
  below: number
}

/** A placed word, in pixels of the cloud's box. */
export interface Placed {
  id: string
  size: number
  /** The left end of its baseline. */
  x: number
  y: number
}

export interface CloudBox {
  /** Pixels of the canvas. */
  width: number
  height: number
  largest: number
  smallest: number
}

/** Exponents from counts to sizes, tried in this order: with 0.5, twice the count is twice the area. Smaller ones keep rare words readable. */
const CONTRASTS = [0.5, 0.42, 0.34, 0.27, 0.2]
/** Used if one word is far ahead and too long for a line: more pages would not help. */
const LAST_CONTRASTS = [0.13, 0.06, 0]
/** The horizontal and vertical margins of a word, in em. */
const BESIDE = 0.16
const BETWEEN = 0.08
/** The densest packing that can be expected, as a share of the box. */
const DENSEST = 0.78
/** How strongly words are drawn to the side with less weight. */
const LEAN = 0.6
/** The maximum factor by which words move apart to fill the box. */
const LOOSEST = 1.3

/** Tolerance for comparing positions. */
const TOUCH = 1e-9

/** A placed word with its margins, in units of the largest word's size, relative to the cloud's centre. */
interface Block {
  word: Measured
  size: number
  x: number
  /** The baseline's position. */
  y: number
  left: number
  right: number
  top: number
  bottom: number
}

/**
 * Places words around the centre, the most used first and largest, each as near to it as possible. Equally used words have the same
 * size on all pages. A new last word doesn't move the others, except by the scale of the whole cloud.
 * @param words equally used ones are placed in the given order
 * @returns pages: one if all words are readable on it, else as few as possible
 */
export function layOut(words: readonly Measured[], box: CloudBox): Placed[][] {
  if (words.length === 0)
    return []
  const ordered = [...words].sort((a, b) => b.count - a.count)
  const readable = CONTRASTS.filter(contrast => fitsItsLine(ordered, contrast, box))
  const contrasts = readable.length > 0 ? readable : LAST_CONTRASTS
  for (let pages = 1; ; pages = Math.ceil(pages * 1.2)) {
    for (const contrast of contrasts) {
      const cloud = onPages(ordered, Math.min(pages, words.length), contrast, box)
      if (cloud && (cloud.smallest >= box.smallest || (pages >= words.length && contrast === contrasts.at(-1))))
        return cloud.pages
    }
  }
}

function sizeOf({ count }: Measured, ordered: readonly Measured[], contrast: number): number {
  return (count / ordered[0]!.count) ** contrast
}

/** Whether every word fits a line when the least used one is just readable. */
function fitsItsLine(ordered: readonly Measured[], contrast: number, { width, smallest }: CloudBox): boolean {
  const unit = smallest / sizeOf(ordered.at(-1)!, ordered, contrast)
  return ordered.every(word => sizeOf(word, ordered, contrast) * unit * (word.width + 2 * BESIDE) <= width)
}

/** @returns undefined if there are too many words to be readable, which is detected before placing them */
function onPages(ordered: readonly Measured[], count: number, contrast: number, box: CloudBox): { pages: Placed[][], smallest: number } | undefined {
  const least = sizeOf(ordered.at(-1)!, ordered, contrast)
  const areaOf = (word: Measured) => sizeOf(word, ordered, contrast) ** 2 * (word.width + 2 * BESIDE) * (word.above + word.below + 2 * BETWEEN)
  const pages = shared(ordered, count, areaOf)
  const isHopeless = pages.some(page => page.reduce((sum, word) => sum + areaOf(word), 0) * (box.smallest / least) ** 2 > DENSEST * box.width * box.height)
  if (isHopeless && count < ordered.length)
    return undefined
  const packed = pages.map(page => pack(page.map(word => ({ word, size: sizeOf(word, ordered, contrast) })), box.width / box.height))
  const scale = Math.min(box.largest, ...packed.map(blocks => roomFor(blocks, box)))
  return { pages: packed.map(blocks => spread(blocks, scale, box)), smallest: scale * least }
}

/** Splits words, in order, into pages of about equal area. */
function shared(words: readonly Measured[], pages: number, areaOf: (word: Measured) => number): Measured[][] {
  const all = words.reduce((sum, word) => sum + areaOf(word), 0)
  const list: Measured[][] = Array.from({ length: pages }, () => [])
  let before = 0
  words.forEach((word, index) => {
    const area = areaOf(word)
    const page = Math.floor((before + area / 2) / all * pages)
    // No page stays empty, however large single words are.
    list[Math.max(pages - (words.length - index), Math.min(index, page, pages - 1))]!.push(word)
    before += area
  })
  return list.filter(page => page.length > 0)
}

/** @param aspect width ÷ height of the box */
function pack(words: readonly { word: Measured, size: number }[], aspect: number): Block[] {
  const placed: Block[] = []
  /** The centre of gravity of the placed words. */
  const weight = { x: 0, y: 0, sum: 0 }
  for (const { word, size } of words) {
    const above = (word.above + BETWEEN) * size
    const below = (word.below + BETWEEN) * size
    const half = (word.width / 2 + BESIDE) * size
    const baselines = placed.length === 0
      ? [(above - below) / 2]
      : [...new Set(placed.flatMap(({ top, bottom, y }) => [top - below, bottom + above, y]))].sort((a, b) => Math.abs(a) - Math.abs(b))
    let best = { x: 0, y: 0, far: Infinity }
    for (const y of baselines) {
      const upright = Math.max(above - y - LEAN * weight.y, y + below + LEAN * weight.y) * aspect
      if (upright >= best.far)
        continue
      for (const x of nearest(placed.filter(({ top, bottom }) => top < y + below - TOUCH && bottom > y - above + TOUCH), half)) {
        // Fills the corners last, and prefers places near the centre among equals.
        const level = Math.abs(x + LEAN * weight.x) + half
        const far = Math.hypot(Math.max(upright, level), 0.35 * Math.min(upright, level), 0.25 * x)
        if (far < best.far - TOUCH)
          best = { x, y, far }
      }
    }
    const area = half * (above + below)
    weight.sum += area
    weight.x += (best.x - weight.x) * area / weight.sum
    weight.y += (best.y + (below - above) / 2 - weight.y) * area / weight.sum
    placed.push({ word, size, x: best.x, y: best.y, left: best.x - half, right: best.x + half, top: best.y - above, bottom: best.y + below })
  }
  return placed
}

/** The free places in a row that are nearest to the centre: one on each side, or the centre itself. */
function nearest(inTheWay: readonly Block[], half: number): number[] {
  let [left, right] = [0, 0]
  for (let moved = true; moved;) {
    moved = false
    for (const block of inTheWay) {
      const [from, to] = [block.left - half, block.right + half]
      if (right > from + TOUCH && right < to - TOUCH)
        [right, moved] = [to, true]
      if (left > from + TOUCH && left < to - TOUCH)
        [left, moved] = [from, true]
    }
  }
  return left === 0 || right === 0 ? [0] : [right, left]
}

function boundsOf(blocks: readonly Block[]): { left: number, right: number, top: number, bottom: number } {
  return {
    left: Math.min(...blocks.map(({ left }) => left)),
    right: Math.max(...blocks.map(({ right }) => right)),
    top: Math.min(...blocks.map(({ top }) => top)),
    bottom: Math.max(...blocks.map(({ bottom }) => bottom)),
  }
}

/** The maximum size of the largest word, in pixels. */
function roomFor(blocks: readonly Block[], { width, height }: CloudBox): number {
  const { left, right, top, bottom } = boundsOf(blocks)
  return Math.min(width / (right - left), height / (bottom - top))
}

/** Scales a cloud and centres it in its box. If it fills the box in one direction, its words move apart in the other. */
function spread(blocks: readonly Block[], scale: number, box: CloudBox): Placed[] {
  const { left, right, top, bottom } = boundsOf(blocks)
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
  const isFull = scale >= 0.98 * roomFor(blocks, box)
  // The factor by which words can move away from the centre and stay inside the box.
  const loosen = (room: number, parts: { off: number, before: number, after: number }[]) => isFull
    ? Math.max(1, Math.min(LOOSEST, ...parts.map(({ off, before, after }) => (room / scale / 2 - (off < 0 ? before : after)) / Math.max(1e-9, Math.abs(off)))))
    : 1
  const across = loosen(box.width, blocks.map(({ x, left, right }) => ({ off: x - middle.x, before: x - left, after: right - x })))
  // Moves baselines, not centres, so that words on one line stay on it.
  const down = loosen(box.height, blocks.map(({ y, top, bottom }) => ({ off: y - middle.y, before: y - top, after: bottom - y })))
  const baselines = blocks.map(({ y }) => (y - middle.y) * down)
  const [upper, lower] = [Math.min(...blocks.map(({ y, top }, index) => baselines[index]! + top - y)), Math.max(...blocks.map(({ y, bottom }, index) => baselines[index]! + bottom - y))]
  return blocks.map(({ word, size, x }, index) => ({
    id: word.id,
    size: size * scale,
    x: box.width / 2 + scale * ((x - middle.x) * across - size * word.width / 2),
    y: box.height / 2 + scale * (baselines[index]! - (upper + lower) / 2),
  }))
}
