import type { Point } from '../../../client/kinds/matrix/plot.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from '../../../client/kinds/matrix/plot.ts'

const plot = { width: 636, height: 470 }

function heap(point: Point, count: number): Point[] {
  return Array.from({ length: count }, () => ({ ...point }))
}

const spot = fc.record({ x: fc.integer({ min: 0, max: plot.width }), y: fc.integer({ min: 0, max: plot.height }) })
const scattered = fc.array(spot, { maxLength: 30 })
const heaped = fc.tuple(spot, fc.integer({ min: 2, max: 30 })).map(([point, count]) => heap(point, count))

describe('apart', () => {
  it('leaves no overlaps, and no square outside the plot', () => {
    // The last one is nearly full with thirty.
    const plots = fc.constantFrom({ gap: 36, ...plot }, { gap: 48, ...plot }, { gap: 32, width: 380, height: 160 })
    fc.assert(fc.property(fc.oneof(scattered, heaped), plots, (points, { gap, ...plot }) => {
      const moved = apart(points, gap, plot)
      expect(moved).toHaveLength(points.length)
      moved.forEach((one, index) => {
        expect(one.x >= gap / 2 && one.x <= plot.width - gap / 2 && one.y >= gap / 2 && one.y <= plot.height - gap / 2).toBe(true)
        for (const other of moved.slice(index + 1))
          expect(Math.max(Math.abs(other.x - one.x), Math.abs(other.y - one.y))).toBeGreaterThan(gap - 1)
      })
    }), { numRuns: 80 })
  })

  it('doesn\'t move squares that don\'t overlap', () => {
    const points = [{ x: 100, y: 100 }, { x: 100, y: 200 }, { x: 300, y: 100 }]
    expect(apart(points, 46, plot)).toEqual(points)
  })

  it('moves two squares on one spot to opposite sides', () => {
    const [one, other] = apart(heap({ x: 300, y: 200 }, 2), 46, plot) as [Point, Point]
    expect([(one.x + other.x) / 2, (one.y + other.y) / 2]).toEqual([300, 200])
  })

  it('keeps many squares on one spot close to it', () => {
    const moved = apart(heap({ x: 200, y: 200 }, 30), 37, plot)
    expect(Math.max(...moved.map(({ x, y }) => Math.hypot(x - 200, y - 200)))).toBeLessThan(37 * 4.5)
  })
})
