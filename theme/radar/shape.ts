import { scaleBand, scaleLinear } from 'd3-scale'
import { areaRadial, curveLinear, curveLinearClosed, lineRadial, pointRadial } from 'd3-shape'

/** The radius of the highest level, and of the lowest: a value there is not the same as none. In pixels. */
export const [RADIUS, HOLE] = [250, 38]

/** The distance from the centre of a place between the lowest level, 0, and the highest, 1. */
export const distanceOf = scaleLinear([0, 1], [HOLE, RADIUS])

/** The direction of each of so many axes, clockwise from the top, in radians. */
export function anglesOf(axes: number): (index: number) => number {
  const angles = scaleBand(Array.from({ length: axes }, (_, index) => index), [0, 2 * Math.PI])
  return index => angles(index)!
}

/** A place on an axis. */
export function pointAt(angle: number, distance: number): { x: number, y: number } {
  const [x, y] = pointRadial(angle, distance)
  return { x, y }
}

interface Spoke<Value> { angle: number, value: Value }

/** The line through a place on each axis; it ends beside an axis that has none. @returns a path's `d` */
export function lineThrough(places: readonly (number | null)[]): string {
  return lineRadial<Spoke<number | null>>()
    .angle(({ angle }) => angle)
    .radius(({ value }) => distanceOf(value ?? 0))
    .defined(({ value }) => value !== null)
    .curve(curveFor(places))(spokesOf(places)) ?? ''
}

/** The band between two places on each axis; it ends beside an axis that has none. @returns a path's `d` */
export function bandBetween(places: readonly (readonly [number, number] | null)[]): string {
  return areaRadial<Spoke<readonly [number, number] | null>>()
    .angle(({ angle }) => angle)
    .innerRadius(({ value }) => distanceOf(value?.[0] ?? 0))
    .outerRadius(({ value }) => distanceOf(value?.[1] ?? 0))
    .defined(({ value }) => value !== null)
    .curve(curveFor(places))(spokesOf(places)) ?? ''
}

/** Begins behind a gap, so that nothing that belongs together is cut where the list ends. */
function spokesOf<Value>(values: readonly Value[]): Spoke<Value>[] {
  const angle = anglesOf(values.length)
  const spokes = values.map((value, index) => ({ angle: angle(index), value }))
  const start = values.findIndex(value => value === null) + 1
  return [...spokes.slice(start), ...spokes.slice(0, start)]
}

function curveFor(values: readonly unknown[]): typeof curveLinear {
  return values.includes(null) ? curveLinear : curveLinearClosed
}
