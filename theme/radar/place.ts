import type { PublicDiscipline } from '../../authoring/schema.ts'
import type { Axis } from '../../core/views/sections/axis.ts'

/** An axis of the radar with the discipline that it is of. */
export interface DrawnAxis extends Axis {
  discipline: PublicDiscipline
}

/** So many axes with a value make a shape; fewer are drawn as lines, one below the other. */
export const LEAST_AXES = 3

/** Where a level lies between the lowest, 0, and the highest, 1. */
export function placeOf({ levels }: Pick<Axis, 'levels'>, level: number): number {
  return (level - 1) / (levels - 1)
}

/** Where the median lies; null without one. */
export function medianPlace(axis: Pick<Axis, 'levels' | 'median'> | undefined): number | null {
  return axis?.median == null ? null : placeOf(axis, axis.median)
}

/** Where the quartiles lie; null without any. */
export function bandOf(axis: Axis): [number, number] | null {
  return axis.quartiles && [placeOf(axis, axis.quartiles[0]), placeOf(axis, axis.quartiles[1])]
}
