import type { Look } from '../../../client/draw/arrange.ts'
import { describe, expect, it } from 'vitest'
import { arrange, LEAST_SIZE, rowsOfPage } from '../../../client/draw/arrange.ts'
import { barLooks } from '../../../client/kinds/shared/rows/bars.ts'
import { listLooks } from '../../../client/kinds/shared/rows/rows.ts'

const space = { width: 1200, height: 550 }
const bars = barLooks([{ number: '100%', more: '240 votes' }], space)
const options = (count: number, label = 'Waiting for review') => Array.from({ length: count }, () => ({ label }))
const long = 'Every team chooses its own tools, and nobody looks after what they have in common. '.repeat(4).slice(0, 280)

describe('arrange', () => {
  it.each([
    [2, 1, 1],
    [3, 1, 1],
    [8, 1, 1],
    [12, 2, 1],
    [16, 2, 1],
    [20, 2, 2],
    [30, 2, 2],
  ])('lays out %i short options in %i column(s) on %i page(s)', (count, columns, pages) => {
    const { look, size, ...rest } = arrange(options(count), space, bars, { isRanked: true })
    expect([look.columns, rest.pages]).toEqual([columns, pages])
    expect(size).toBeGreaterThanOrEqual(24)
  })

  it('fits thirty short options on a page before there are bars', () => {
    expect(arrange(options(30), { width: 884, height: 550 }, listLooks('list'))).toMatchObject({ pages: 1, look: { columns: 2 } })
  })

  it('puts long labels on more pages rather than below the smallest size', () => {
    const { size, pages } = arrange(options(12, long), space, bars, { isRanked: true })
    expect(pages).toBeGreaterThan(1)
    expect(size).toBeGreaterThanOrEqual(24)
  })

  it('uses the same number of pages for any order of ranked rows', () => {
    const mixed = [...options(10), ...options(4, long)]
    const turned = mixed.toReversed()
    expect(arrange(mixed, space, bars, { isRanked: true })).toEqual(arrange(turned, space, bars, { isRanked: true }))
  })

  it('gets tighter step by step: smaller first, then more pages, down to one row per page', () => {
    const tries = Array.from({ length: 200 }, (_, tighter) => arrange(options(8), space, bars, { isRanked: true, tighter }))
    expect(tries[1]!.size).toBeLessThan(tries[0]!.size)
    expect(tries.map(({ pages }) => pages)).toEqual(tries.map(({ pages }) => pages).toSorted((a, b) => a - b))
    expect(tries.at(-1)).toMatchObject({ size: LEAST_SIZE, pages: 8 })
    expect(Math.min(...tries.map(({ size }) => size))).toBe(LEAST_SIZE)
  })

  it('draws one row even if it doesn\'t fit', () => {
    expect(arrange(options(3, long), { width: 200, height: 40 }, bars)).toMatchObject({ size: LEAST_SIZE, pages: 3 })
  })

  it('doesn\'t use a second column that would break every word', () => {
    const narrow: Look[] = bars
    expect(arrange(options(12), { width: 500, height: 550 }, narrow, { isRanked: true }).look.columns).toBe(1)
  })
})

describe('rowsOfPage', () => {
  it.each([[30, 4, [8, 8, 7, 7]], [20, 2, [10, 10]], [5, 5, [1, 1, 1, 1, 1]]])('distributes %i rows evenly over %i pages', (count, pages, sizes) => {
    const ranges = Array.from({ length: pages }, (_, page) => rowsOfPage(count, pages, page + 1))
    expect(ranges.map(([from, to]) => to - from)).toEqual(sizes)
    expect(ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, index) => from + index))).toEqual(Array.from({ length: count }, (_, index) => index))
  })
})
