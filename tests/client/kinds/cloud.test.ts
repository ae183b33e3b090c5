import type { CloudBox, Measured, Placed } from '../../../client/kinds/words/cloud.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../../client/kinds/words/cloud.ts'

const slide: CloudBox = { width: 1200, height: 550, largest: 260, smallest: 26 }
const someWords = fc.array(fc.record({
  count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 200 })),
  width: fc.double({ min: 0.2, max: 13, noNaN: true }),
  above: fc.constantFrom(0.7, 0.7, 0.9, 1.2),
  below: fc.constantFrom(0, 0.2, 0.3),
}), { minLength: 1, maxLength: 60 }).map(list => list.map((word, index): Measured => ({ id: `${index}`, ...word })))
const someBox = fc.record({ width: fc.integer({ min: 680, max: 1200 }), height: fc.integer({ min: 150, max: 820 }), largest: fc.constant(260), smallest: fc.constant(26) })

/** Where the letters are, with the word that they belong to. */
function inkOf(page: readonly Placed[], words: readonly Measured[]) {
  return page.map(({ id, size, x, y }) => {
    const { width, above, below, count } = words.find(word => word.id === id)!
    return { id, size, count, left: x, right: x + width * size, top: y - above * size, bottom: y + below * size }
  })
}

function times(count: number, each: (index: number) => Omit<Measured, 'id'>): Measured[] {
  return Array.from({ length: count }, (_, index) => ({ id: `${index}`, ...each(index) }))
}

const plain = (index: number, count = 1) => ({ count, width: 1.2 + (index * 37 % 50) / 12, above: 0.7, below: index % 3 ? 0 : 0.2 })

describe('layOut', () => {
  it('places all words inside the box, centred and without overlaps, on one page or more', () => {
    fc.assert(fc.property(someWords, someBox, (words, box) => {
      const pages = layOut(words, box)
      expect(pages.flat().map(({ id }) => id).sort()).toEqual(words.map(({ id }) => id).sort())
      for (const page of pages) {
        const ink = inkOf(page, words)
        for (const [index, one] of ink.entries()) {
          expect(one.left >= 0 && one.top >= 0 && one.right <= box.width && one.bottom <= box.height).toBe(true)
          for (const other of ink.slice(index + 1))
            expect(Math.max(other.left - one.right, one.left - other.right, other.top - one.bottom, one.top - other.bottom)).toBeGreaterThan(0)
        }
        if (ink.length === 1)
          expect((ink[0]!.left + ink[0]!.right) / 2).toBeCloseTo(box.width / 2)
      }
    }), { numRuns: 60 })
  })

  it('draws equal counts at the same size on every page, and higher counts never smaller', () => {
    fc.assert(fc.property(someWords, someBox, (words, box) => {
      const drawn = layOut(words, box).flatMap(page => inkOf(page, words)).sort((a, b) => a.count - b.count)
      drawn.slice(1).forEach(({ size, count }, index) => {
        const before = drawn[index]!
        expect(count === before.count ? Math.abs(size - before.size) < 1e-6 : size >= before.size - 1e-6).toBe(true)
      })
    }), { numRuns: 40 })
  })

  it('keeps every word readable if the longest fits a line', () => {
    fc.assert(fc.property(someWords, someBox, (words, box) => {
      expect(Math.min(...layOut(words, box).flat().map(({ size }) => size))).toBeGreaterThanOrEqual(box.smallest - 1e-6)
    }), { numRuns: 40 })
  })

  it.each([[8, 'ranked'], [12, 'equal'], [50, 'ranked'], [50, 'equal'], [150, 'ranked'], [150, 'equal']])('fills a slide with %i words, %s', (count, how) => {
    const words = times(count, index => plain(index, how === 'equal' ? 1 : Math.max(1, Math.round(24 / (index + 1)))))
    const pages = layOut(words, slide)
    expect(pages).toHaveLength(1)
    const ink = inkOf(pages[0]!, words)
    const [left, right] = [Math.min(...ink.map(({ left }) => left)), Math.max(...ink.map(({ right }) => right))]
    const [top, bottom] = [Math.min(...ink.map(({ top }) => top)), Math.max(...ink.map(({ bottom }) => bottom))]
    expect(right - left).toBeGreaterThan(0.85 * slide.width)
    expect(bottom - top).toBeGreaterThan(0.85 * slide.height)
    expect(Math.abs(left + right - slide.width) / slide.width).toBeLessThan(0.05)
    expect(Math.abs(top + bottom - slide.height) / slide.height).toBeLessThan(0.08)
  })

  it('keeps a single short word within the maximum size', () => {
    const [[only]] = layOut([{ id: 'a', count: 3, width: 0.4, above: 0.7, below: 0 }], slide) as [[Placed]]
    expect(only).toMatchObject({ size: 260, x: 548 })
  })

  it('keeps the relative places of words when another one is added', () => {
    const words = times(31, index => plain(index, index < 3 ? 5 - index : 1))
    const middles = (count: number) => {
      const [page] = layOut(words.slice(0, count), slide)
      return inkOf(page!, words).filter(({ id }) => id !== '30').map(({ left, right, top, bottom }) => ({ x: left + right, y: top + bottom }))
    }
    const [before, after] = [middles(30), middles(31)]
    // Which is further right, and which further down, for all pairs.
    const order = (all: typeof before) => all.flatMap(one => all.map(other => [Math.round(other.x - one.x) > 1, Math.round(other.y - one.y) > 1]))
    expect(order(after)).toEqual(order(before))
  })

  it('distributes many long words over pages that are about equally full', () => {
    const pages = layOut(times(150, index => ({ count: 1, width: 11 + index % 3, above: 0.7, below: 0.2 })), slide)
    expect(pages.length).toBeGreaterThan(1)
    expect(Math.max(...pages.map(({ length }) => length)) - Math.min(...pages.map(({ length }) => length))).toBeLessThan(4)
  })

  it('aligns the words of a line on one baseline, with or without descenders', () => {
    const words = [0.25, 0.25, 0].map((below, index) => ({ id: `${index}`, count: 3, width: 1.5 - index / 4, above: 0.7, below }))
    const [first, ...others] = layOut(words, slide)[0]!
    expect(others.map(({ y }) => y)).toEqual(others.map(() => first!.y))
  })

  it('returns no pages without words', () => {
    expect(layOut([], slide)).toEqual([])
  })
})
