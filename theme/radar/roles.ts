import type { Axis } from '../../core/views/sections/axis.ts'
import { symbol, symbolDiamond, symbolSquare, symbolStar, symbolTriangle, symbolWye } from 'd3-shape'
import { placeOf } from './place.ts'

/** A role on the radar, with its own mark and colour. */
export interface DrawnRole {
  role: string
  label: string
  /** A path's `d`, around the origin. */
  mark: string
  color: string
  /** Its place on each axis, from 0 to 1; null where it has none. */
  places: (number | null)[]
}

/** Told apart by their shapes; the colours only help. */
const MARKS = [symbolTriangle, symbolSquare, symbolDiamond, symbolStar, symbolWye]
const COLORS = ['sre', 'devsecops', 'observability', 'platform', 'config', 'improvement', 'iac', 'culture'].map(id => `var(--accent-${id})`)
/** In square pixels. */
const AREA = 130

/** The roles that any axis has. */
export function rolesOn(axes: readonly Axis[]): DrawnRole[] {
  const labels = new Map(axes.flatMap(({ roles }) => roles.map(({ role, label }) => [role, label] as const)))
  return [...labels].map(([role, label], index) => ({
    role,
    label,
    mark: symbol(MARKS[index % MARKS.length], AREA)() ?? '',
    color: COLORS[index % COLORS.length]!,
    places: axes.map((axis) => {
      const median = axis.roles.find(mark => mark.role === role)?.median ?? null
      return median === null ? null : placeOf(axis, median)
    }),
  }))
}
