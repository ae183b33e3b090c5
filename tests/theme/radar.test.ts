import { describe, expect, it } from 'vitest'
import { anglesOf, bandBetween, distanceOf, HOLE, lineThrough, pointAt, RADIUS } from '../../theme/radar/shape.ts'

/** How many lines a path has, how many of its points it joins, and whether it is closed. */
function read(path: string) {
  return { lines: path.match(/M/g)?.length ?? 0, points: path.match(/[ML]/g)?.length ?? 0, closed: path.endsWith('Z') }
}

describe('the radar', () => {
  it('begins at the top and goes clockwise', () => {
    const angle = anglesOf(4)
    expect([0, 1, 2, 3].map(index => pointAt(angle(index), 100)).map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([[0, -100], [100, 0], [0, 100], [-100, 0]])
  })

  it('has a place for the lowest level that is not its centre', () => {
    expect([0, 0.5, 1].map(place => distanceOf(place))).toEqual([HOLE, (HOLE + RADIUS) / 2, RADIUS])
    expect(HOLE).toBeGreaterThan(0)
  })

  it('is closed where every axis has a value', () => {
    expect(read(lineThrough([0.2, 0.4, 0.6, 0.8]))).toEqual({ lines: 1, points: 4, closed: true })
  })

  it('[S7] is broken beside an axis without a value, and never drawn through the centre', () => {
    expect(read(lineThrough([0.2, null, 0.6, 0.8]))).toEqual({ lines: 1, points: 3, closed: false })
    expect(read(lineThrough([0.2, null, 0.6, 0.8, null]))).toMatchObject({ lines: 2, points: 3 })
    expect(read(lineThrough([null, null, null])).lines).toBe(0)
    expect(read(bandBetween([[0, 1], null, [0, 1], [0, 1], null])).lines).toBe(2)
  })

  it('[S7] joins the last axis with the first', () => {
    const path = lineThrough([0.5, null, null, 0.5])
    expect(read(path)).toMatchObject({ lines: 1, points: 2 })
    expect(path).toMatch(new RegExp(`L0,-${distanceOf(0.5)}$`))
  })
})
