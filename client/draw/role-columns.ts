import { widthOf } from './letters.ts'

/** Widths of a role's column, in pixels of the canvas. */
const [LEAST_COLUMN, MOST_COLUMN] = [84, 150]
/** The minimum share of the width for the labels; and the minimum if a role's name would otherwise be broken. */
const [LABELS, LEAST_LABELS] = [0.34, 0.28]
/** The smallest and largest size of a role's name. */
const [LEAST_HEAD, MOST_HEAD] = [20, 26]
/** The width of letters in a role's name, relative to the estimate. */
const NARROWER = 0.81
/** The horizontal padding of a role's name. */
const BESIDE = 14

function wordsOf(roles: readonly string[]): number[] {
  return roles.flatMap(role => role.split(/\s+/).map(word => widthOf(word) * NARROWER))
}

/**
 * The widest and the narrowest useful columns of a table by role. A word of a role's name is broken only if it can't be avoided.
 * @param roles the roles' names
 * @param width of the table in pixels, including its labels and the column for all
 */
export function roleColumns(roles: readonly string[], width: number): [wide: number, narrow: number] {
  const share = (labels: number) => Math.min(MOST_COLUMN, Math.floor(width * (1 - labels) / (roles.length + 1)))
  const unbroken = wordsOf(roles).map(word => Math.ceil(word * LEAST_HEAD + BESIDE)).filter(needed => needed <= share(LEAST_LABELS))
  const narrow = Math.max(LEAST_COLUMN, ...unbroken)
  return [Math.max(narrow, share(LABELS)), narrow]
}

/** The font size of the roles' names in columns of the given width, in pixels. */
export function headSize(roles: readonly string[], column: number): number {
  return Math.max(LEAST_HEAD, Math.min(MOST_HEAD, Math.floor((column - BESIDE) / Math.max(...wordsOf(roles)))))
}
