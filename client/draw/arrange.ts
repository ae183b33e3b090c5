import type { Space } from './canvas.ts'
import { linesOf } from './letters.ts'

/** What a row says. */
export interface Item {
  label: string
  detail?: string | undefined
}

/** One way to set rows. Pixels of the canvas. */
export interface Look {
  /** Rows beside each other. */
  columns: number
  /** Between columns. */
  gap: number
  /** Of a row's width, what its label has not. */
  beside: number
  /** The same for its detail. */
  besideDetail?: number
  /** Of a row's height, what is no line of text. */
  around: number
  /** What a row takes at least. */
  least: number
  /** The size of a label where there is room enough. */
  largest: number
  /** From this size on, another way is not worth more columns or pages. */
  comfortable: number
}

export interface Arrangement<Way extends Look = Look> {
  look: Way
  /** Pixels of a label's letters. */
  size: number
  pages: number
}

/** No label is set smaller. */
export const LEAST_SIZE = 22
/** Of a label's lines. */
const LINE_HEIGHT = 1.08
/** A letter of a detail, which is set lighter, to one of a label. */
const DETAIL = 0.92
/** Narrower than this, a column breaks too many words. */
const LEAST_WIDTH = 215
/** What says which rows of how many these are takes so much of the height. */
export const PAGER = 48

/** The size of details below labels of a size. */
export function detailSize(size: number): number {
  return Math.max(20, Math.min(26, Math.round(size * 0.8)))
}

/**
 * Decides how rows are set: beside each other, at which size, and on how many pages. It follows from the texts and the space alone.
 * @param items all rows
 * @param space what the rows of a page share, with a word of which they are
 * @param looks ways to set them, the most wanted first
 * @param how.isRanked rows change their order as votes come in: what fits has to fit in any order
 * @param how.tighter how often what was drawn turned out too large: each time the next smaller size, then more pages
 */
export function arrange<Way extends Look>(items: readonly Item[], space: Space, looks: readonly Way[], { isRanked = false, tighter = 0 } = {}): Arrangement<Way> {
  const heights = new Map<string, readonly number[]>()
  const knownHeights = (look: Way, size: number) => {
    const key = `${looks.indexOf(look)} ${size}`
    let known = heights.get(key)
    if (!known)
      heights.set(key, known = heightsOf(items, look, size, space))
    return known
  }
  let left = tighter
  for (let pages = 1; ; pages++) {
    const best = bestOf(space, looks, pages, (look, size) => highestPage(isRanked ? knownHeights(look, size).toSorted((a, b) => b - a) : knownHeights(look, size), look.columns, pages, isRanked))
    const isLast = pages >= items.length
    if (!isLast && !(best && best.size >= best.look.comfortable))
      continue
    const { look, size } = best ?? { look: looks[0]!, size: LEAST_SIZE }
    const sizes = Math.ceil((size - LEAST_SIZE) / 2) + 1
    if (left < sizes || isLast)
      return { look, size: Math.max(LEAST_SIZE, size - 2 * left), pages }
    left -= sizes
  }
}

/** @returns undefined where not even the smallest size fits */
function bestOf<Way extends Look>(space: Space, looks: readonly Way[], pages: number, needed: (look: Way, size: number) => number): { look: Way, size: number } | undefined {
  const height = pages > 1 ? space.height - PAGER : space.height
  let best: { look: Way, size: number } | undefined
  for (const look of looks) {
    if (look !== looks[0] && columnOf(look, space) - look.beside < LEAST_WIDTH)
      continue
    const size = largestThat(size => needed(look, size) <= height, LEAST_SIZE, look.largest)
    if (size !== undefined && size > (best?.size ?? 0))
      best = { look, size }
    if (size !== undefined && size >= look.comfortable)
      break
  }
  return best
}

/**
 * What the highest page takes; rows beside each other are as high as the higher one.
 * @param heights of the rows in their order; the highest first where the order changes
 */
function highestPage(heights: readonly number[], columns: number, pages: number, isRanked: boolean): number {
  const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0)
  if (isRanked)
    return sum(heights.slice(0, Math.ceil(Math.ceil(heights.length / pages) / columns)))
  return Math.max(...Array.from({ length: pages }, (_, page) => {
    const shown = heights.slice(...rowsOfPage(heights.length, pages, page + 1))
    const below = Math.ceil(shown.length / columns)
    return sum(Array.from({ length: below }, (_, row) => Math.max(...shown.filter((_, index) => index % below === row))))
  }))
}

function largestThat(fits: (size: number) => boolean, least: number, largest: number): number | undefined {
  for (let size = largest; size >= least; size--) {
    if (fits(size))
      return size
  }
  return undefined
}

function columnOf({ columns, gap }: Look, { width }: Space): number {
  return (width - gap * (columns - 1)) / columns
}

/** How high each row is, in pixels, as a look sets it at a size. */
export function heightsOf(items: readonly Item[], look: Look, size: number, space: Space): number[] {
  return items.map(item => heightOf(item, look, size, columnOf(look, space)))
}

function heightOf({ label, detail }: Item, { beside, besideDetail = beside, around, least }: Look, size: number, column: number): number {
  const lines = linesOf(label, Math.max(1, (column - beside) / size)) * size * LINE_HEIGHT
  const small = detailSize(size)
  const below = detail ? linesOf(detail, Math.max(1, (column - besideDetail) / small / DETAIL)) * small * 1.12 + 4 : 0
  return Math.max(least, lines + below + around)
}

/**
 * Which rows stand on a page: pages differ by one row at most.
 * @param page from 1
 * @returns the first, and the one after the last, from 0
 */
export function rowsOfPage(count: number, pages: number, page: number): [from: number, to: number] {
  const [few, more] = [Math.floor(count / pages), count % pages]
  const from = (page - 1) * few + Math.min(page - 1, more)
  return [from, from + few + (page <= more ? 1 : 0)]
}
