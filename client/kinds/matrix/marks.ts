import type { Plot, Point } from './plot.ts'
import { STEPS } from '../../../core/kinds/matrix.ts'
import { apart } from './plot.ts'

/** An option in the plot of a matrix. In pixels of the plot, whose corner is at the upper left. */
export interface Mark {
  id: string
  /** The option's number. */
  no: number
  /** Where the room put it, and where there is room for its badge. */
  at: Point
  badge: Point
  /** The two are so far apart that a line has to lead from one to the other. */
  isAway: boolean
  /** Where the room put it in the round before. */
  before: Point | undefined
}

/** An option, with where the room put it. */
interface PlacedRow {
  id: string
  no: number
  /** In steps; absent where nobody placed it. */
  place?: Point
}

/** Sides of a badge, in pixels of the canvas. */
const BADGE = 46
const SMALL_BADGE = 34
const LEAST_BADGE = 30
/** From so many on, they are smaller. */
const MANY = 12
/** So many times their area is the plot's, at least. */
const AIR = 2.5

/** The side of a badge: many get smaller, so that there is room between them. */
export function badgeSize(count: number, { width, height }: Plot): number {
  return Math.max(LEAST_BADGE, Math.min(count > MANY ? SMALL_BADGE : BADGE, Math.sqrt(width * height / count / AIR)))
}

/**
 * Where the options of a matrix stand that have a place.
 * @param before their places in the round before
 * @param size of a badge
 */
export function marksOf(rows: readonly PlacedRow[], before: ReadonlyMap<string, Point | undefined>, plot: Plot, size: number): Mark[] {
  // In the order of the options: which of two goes aside does not change with the votes.
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
