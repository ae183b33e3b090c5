import { widthOf } from './letters.ts'

/** Pixels of the canvas. */
const [LEAST_COLUMN, MOST_COLUMN] = [84, 150]
/** So much of the width is left to the labels, at least; and where a role's name would be broken otherwise. */
const [LABELS, LEAST_LABELS] = [0.34, 0.28]
/** Sizes of a role's name. */
const [LEAST_HEAD, MOST_HEAD] = [20, 26]
/** How much narrower the letters of a role's name are than estimated. */
const NARROWER = 0.81
/** What is beside a role's name. */
const BESIDE = 14

function wordsOf(roles: readonly string[]): number[] {
  return roles.flatMap(role => role.split(/\s+/).map(word => widthOf(word) * NARROWER))
}

/**
 * How wide the columns of a table by role may be: with room to spare, and as narrow as they can be. No word of a role's name is broken
 * that need not be.
 * @param roles what they are called
 * @param width pixels of the table, with its labels and a column for all
 */
export function roleColumns(roles: readonly string[], width: number): [wide: number, narrow: number] {
  const share = (labels: number) => Math.min(MOST_COLUMN, Math.floor(width * (1 - labels) / (roles.length + 1)))
  const unbroken = wordsOf(roles).map(word => Math.ceil(word * LEAST_HEAD + BESIDE)).filter(needed => needed <= share(LEAST_LABELS))
  const narrow = Math.max(LEAST_COLUMN, ...unbroken)
  return [Math.max(narrow, share(LABELS)), narrow]
}

/** Pixels of the letters of the roles' names in columns of a width. */
export function headSize(roles: readonly string[], column: number): number {
  return Math.max(LEAST_HEAD, Math.min(MOST_HEAD, Math.floor((column - BESIDE) / Math.max(...wordsOf(roles)))))
}
