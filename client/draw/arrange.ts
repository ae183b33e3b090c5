import type { Space } from './canvas.ts'
import { linesOf } from './letters.ts'

/** The texts of a row. */
export interface Item {
  label: string
  detail?: string | undefined
}

/** A way to lay out rows. All measures are pixels of the canvas. */
export interface Look {
  /** Number of columns. */
  columns: number
  /** The gap between columns. */
  gap: number
  /** The part of a row's width that is not for its label. */
  beside: number
  /** The part of a row's width that is not for its detail. */
  besideDetail?: number
  /** The part of a row's height that is not text. */
  around: number
  /** The minimum height of a row. */
  least: number
  /** The largest size of labels. */
  largest: number
  /** At this size or more, further columns or pages are not worth it. */
  comfortable: number
}

export interface Arrangement<Way extends Look = Look> {
  look: Way
  /** The font size of labels, in pixels. */
  size: number
  pages: number
}

/** The minimum size of labels. */
export const LEAST_SIZE = 22
const LINE_HEIGHT = 1.08
/** The width of letters in details, which are set lighter, relative to labels. */
const DETAIL = 0.92
/** The minimum width of a column; narrower ones break too many words. */
const LEAST_WIDTH = 215
/** The height of the note that says which rows are on the page. */
export const PAGER = 48

/** The size of details, for labels of the given size. */
export function detailSize(size: number): number {
  return Math.max(20, Math.min(26, Math.round(size * 0.8)))
}

/**
 * Lays out rows: in how many columns, at which size and on how many pages. Depends on the texts and the space only.
 * @param items all rows
 * @param space of a page, for its rows and the note about the page
 * @param looks layouts to choose from, in order of preference
 * @param how.isRanked rows change their order as votes come in, so the layout must fit in any order
 * @param how.tighter how many times the drawn rows were too large: each time the next smaller size is used, then more pages
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

/** @returns undefined if even the smallest size doesn't fit */
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
 * The height of the highest page. Rows next to each other are as high as the highest of them.
 * @param heights of the rows in their order; sorted, the highest first, if the order can change
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

/** The height of each row in pixels, with a layout and a font size. */
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
 * The rows of a page. Numbers of rows differ by at most one between pages.
 * @param page from 1
 * @returns the index of the first row, and of the one after the last
 */
export function rowsOfPage(count: number, pages: number, page: number): [from: number, to: number] {
  const [few, more] = [Math.floor(count / pages), count % pages]
  const from = (page - 1) * few + Math.min(page - 1, more)
  return [from, from + few + (page <= more ? 1 : 0)]
}
