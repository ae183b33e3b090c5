import { describe, expect, it } from 'vitest'
import { badgeSize, marksOf } from '../../../client/kinds/matrix/marks.ts'

const plot = { width: 636, height: 470 }
const row = (no: number, x: number, y: number) => ({ id: `o${no}`, no, place: { x, y } })

describe('marksOf', () => {
  it('counts steps from the bottom left, and keeps badges inside the plot', () => {
    const marks = marksOf([row(1, 1, 1), row(2, 5, 5)], new Map(), plot, 46)
    expect(marks.map(({ at }) => at)).toEqual([{ x: 23, y: 447 }, { x: 613, y: 23 }])
    expect(marks.every(({ isAway, before }) => !isAway && before === undefined)).toBe(true)
  })

  it('draws a line to a badge that had to move, and one from its place in the previous round', () => {
    const heap = Array.from({ length: 9 }, (_, index) => row(index + 1, 3, 3))
    const marks = marksOf(heap, new Map([['o1', { x: 1, y: 1 }], ['o2', undefined]]), plot, 46)
    expect(marks.some(({ isAway }) => isAway)).toBe(true)
    expect(marks.slice(0, 3).map(({ before }) => before)).toEqual([{ x: 23, y: 447 }, undefined, undefined])
  })

  it('leaves out options that nobody placed, and keeps the poll\'s order, whatever the ranks', () => {
    const rows = [row(3, 2, 2), { id: 'o2', no: 2 }, row(1, 2, 2)]
    expect(marksOf(rows, new Map(), plot, 46).map(({ no }) => no)).toEqual([1, 3])
    expect(marksOf(rows, new Map(), plot, 46)).toEqual(marksOf(rows.toReversed(), new Map(), plot, 46))
  })
})

it('badges get smaller the more there are, but stay readable', () => {
  expect([2, 12, 13, 30].map(count => badgeSize(count, plot))).toEqual([46, 46, 34, 34])
  expect(badgeSize(60, { width: 300, height: 200 })).toBe(30)
})
