import type { Plot, Point } from './plot.ts'
import { STEPS } from '../../../core/kinds/matrix.ts'
import { apart } from './plot.ts'

/** An option in the plot of a matrix. In pixels of the plot, from its top left corner. */
export interface Mark {
  id: string
  /** The option's number. */
  no: number
  /** Its mean place, and where its badge is drawn. */
  at: Point
  badge: Point
  /** The two are so far apart that a line connects them. */
  isAway: boolean
  /** Its mean place in the previous round. */
  before: Point | undefined
}

/** An option with its mean place. */
interface PlacedRow {
  id: string
  no: number
  /** In steps; absent if nobody placed it. */
  place?: Point
}

/** Sides of a badge, in pixels of the canvas. */
const BADGE = 46
const SMALL_BADGE = 34
const LEAST_BADGE = 30
/** With more options than this, badges are smaller. */
const MANY = 12
/** The minimum ratio of the plot's area to the area of all badges. */
const AIR = 2.5

/** The side of a badge. Many badges get smaller, to leave space between them. */
export function badgeSize(count: number, { width, height }: Plot): number {
  return Math.max(LEAST_BADGE, Math.min(count > MANY ? SMALL_BADGE : BADGE, Math.sqrt(width * height / count / AIR)))
}

/**
 * The marks of all options that have a place.
 * @param before their places in the previous round
 * @param size the side of a badge
 */
export function marksOf(rows: readonly PlacedRow[], before: ReadonlyMap<string, Point | undefined>, plot: Plot, size: number): Mark[] {
  // In the poll's order, so that votes don't change which of two overlapping badges moves.
  const placed = rows.flatMap(({ id, no, place }) => place ? [{ id, no, at: pointOf(place, plot) }] : []).sort((a, b) => a.no - b.no)
  const moved = apart(placed.map(({ at }) => at), size + 2, plot)
  return placed.map(({ id, no, at }, index) => {
    const badge = moved[index]!
    const place = before.get(id)
    return { id, no, at, badge, isAway: Math.max(Math.abs(at.x - badge.x), Math.abs(at.y - badge.y)) > size / 2, before: place ? pointOf(place, plot) : undefined }
  })
}

/** A place counts steps from the lower left. */
function pointOf(place: Point, { width, height }: Plot): Point {
  const along = (steps: number, length: number) => (steps - 1) / (STEPS - 1) * (length - BADGE) + BADGE / 2
  return { x: along(place.x, width), y: height - along(place.y, height) }
}
