import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from '../../poll/plot.ts'

const plot = { width: 636, height: 470 }
const spot = fc.record({ x: fc.integer({ min: 0, max: plot.width }), y: fc.integer({ min: 0, max: plot.height }) })
const scattered = fc.array(spot, { maxLength: 30 })
const heaped = fc.tuple(spot, fc.integer({ min: 2, max: 30 })).map(([point, count]) => Array.from({ length: count }).fill(point))

describe('apart', () => {
  it('leaves no square over another or beyond the plot', () => {
    fc.assert(fc.property(fc.oneof(scattered, heaped), fc.constantFrom(37, 49), (points, gap) => {
      const moved = apart(points, gap, plot)
      expect(moved).toHaveLength(points.length)
      moved.forEach((one, index) => {
        expect(one.x >= gap / 2 && one.x <= plot.width - gap / 2 && one.y >= gap / 2 && one.y <= plot.height - gap / 2).toBe(true)
        for (const other of moved.slice(index + 1))
          expect(Math.max(Math.abs(other.x - one.x), Math.abs(other.y - one.y))).toBeGreaterThan(gap - 1)
      })
    }), { numRuns: 80 })
  })

  it('moves nothing that is clear already', () => {
    const points = [{ x: 100, y: 100 }, { x: 100, y: 200 }, { x: 300, y: 100 }]
    expect(apart(points, 46, plot)).toEqual(points)
  })

  it('sets two on one spot to its two sides', () => {
    const [one, other] = apart([{ x: 300, y: 200 }, { x: 300, y: 200 }], 46, plot) as [{ x: number, y: number }, { x: number, y: number }]
    expect([(one.x + other.x) / 2, (one.y + other.y) / 2]).toEqual([300, 200])
  })

  it('keeps many on one spot near to it', () => {
    const moved = apart(Array.from({ length: 30 }, () => ({ x: 200, y: 200 })), 37, plot)
    expect(Math.max(...moved.map(({ x, y }) => Math.hypot(x - 200, y - 200)))).toBeLessThan(37 * 4.5)
  })
})
