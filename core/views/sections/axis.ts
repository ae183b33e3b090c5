import type { SeenPoll } from '../seen.ts'
import type { Missing, Section } from './sections.ts'
import { standingOf } from '../../kinds/scale.ts'
import { interpolatedMedian, interpolatedQuartiles } from '../../kinds/shared/ordinal.ts'
import { missingIn } from './sections.ts'

/** Where a section stands on the radar, by the ratings of its practices. All values are levels, from 1. */
export interface Axis {
  section: string
  topic: string
  /** The number of levels. */
  levels: number
  /** The interpolated median of all ratings, and their quartiles; null if there are none. */
  median: number | null
  quartiles: [lower: number, upper: number] | null
  ratings: number
  /** Attendees who voted. 0 where nothing is shown, whether anybody voted or not. */
  voters: number
  /** Why it has no median; null if it has one. */
  missing: Missing | null
  /** Roles, if the result is shown by role. */
  roles: RoleMark[]
}

/** Where a role stands on an axis. */
export interface RoleMark {
  role: string
  label: string
  voters: number
  /** The median of its medians; null if too few of it rated any statement. */
  median: number | null
}

/** A section's place on the radar. [S7] */
export function axisOf({ id, topic, polls: { practices } }: Section): Axis {
  const standing = standingOf(practices)
  const levels = practices?.def.kind === 'scale' ? practices.def.levels.length : 0
  const axis = { section: id, topic, levels, roles: standing ? roleMarks(practices!) : [] }
  if (!standing)
    return { ...axis, median: null, quartiles: null, ratings: 0, voters: 0, missing: missingIn(practices) }
  const { distribution, ratings, voters } = standing
  return { ...axis, median: interpolatedMedian(distribution), quartiles: interpolatedQuartiles(distribution), ratings, voters, missing: null }
}

/** Of a role only the medians of statements are published, not its ratings. [S8] */
function roleMarks({ byRole = [] }: SeenPoll): RoleMark[] {
  return byRole.map(({ role, label, voters, rows }) => ({ role, label, voters, median: medianOf(rows.flatMap(({ value }) => value ?? [])) }))
}

function medianOf(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [lower, upper] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2
}
