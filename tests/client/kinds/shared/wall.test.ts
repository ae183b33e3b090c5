import type { Card, WallBox, WallLayout } from '../../../../client/kinds/shared/posts/columns.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../../client/draw/letters.ts'
import { layWall } from '../../../../client/kinds/shared/posts/wall.ts'

const box: WallBox = { width: 1200, height: 550, sign: 44, columns: [1, 2, 3], inOrder: false, gap: 20, beside: 38, around: 36, least: 0, heading: 44, largest: 84, smallest: 24, comfortable: 26, lineHeight: 1.14 }
const word = fc.string({ unit: fc.constantFrom(...'abcdeimnorstW漢'), minLength: 1, maxLength: 12 })
const text = fc.array(word, { minLength: 1, maxLength: 40 }).map(words => words.join(' ').slice(0, 280))
const someCards = fc.array(text, { minLength: 1, maxLength: 60 }).map(texts => texts.map((text): Card => ({ text, group: null })))

function cards(count: number, text: (index: number) => string, group: (index: number) => string | null = () => null): Card[] {
  return Array.from({ length: count }, (_, index) => ({ text: text(index), group: group(index) }))
}

/** Pixels of each column, page by page. */
function heights(wall: WallLayout, all: readonly Card[], { width, gap, beside, around, heading, lineHeight }: WallBox): number[][] {
  const room = (width - gap * (wall.columns - 1)) / wall.columns - beside
  return wall.pages.map(page => page.map(column => column.reduce((sum, card) => sum + (card.heading ? heading : 0) + linesOf(all[card.index]!.text, room / wall.size) * wall.size * lineHeight + around, 0)))
}

const indexes = (wall: WallLayout) => wall.pages.flat(2).map(({ index }) => index)

describe('layWall', () => {
  it('puts every text on exactly one page, in columns that don\'t overflow', () => {
    fc.assert(fc.property(someCards, fc.boolean(), (all, inOrder) => {
      const wall = layWall(all, { ...box, inOrder })
      expect(indexes(wall).sort((a, b) => a - b)).toEqual(all.map((_, index) => index))
      expect(wall.size).toBeGreaterThanOrEqual(box.smallest)
      for (const page of heights(wall, all, box)) {
        expect(Math.max(...page)).toBeLessThanOrEqual(box.height - (wall.pages.length > 1 ? box.sign : 0))
        expect(page.length === wall.columns || all.length < wall.columns || wall.pages.length > 1).toBe(true)
      }
    }), { numRuns: 60 })
  })

  it('keeps questions in their order, down the columns and from page to page', () => {
    fc.assert(fc.property(someCards, (all) => {
      expect(indexes(layWall(all, { ...box, columns: [1, 2], inOrder: true }))).toEqual(all.map((_, index) => index))
    }), { numRuns: 40 })
  })

  it('draws few texts large and many smaller', () => {
    expect(layWall(cards(1, () => 'Fewer meetings'), box).size).toBe(84)
    expect(layWall(cards(3, () => 'Delete the third monitoring tool'), box).size).toBeGreaterThan(60)
    expect(layWall(cards(12, () => 'Delete the third monitoring tool'), box).size).toBeLessThan(50)
  })

  it.each([[18, 90], [45, 70], [150, 120], [150, 8]])('distributes %i texts of %i letters over equally full pages', (count, letters) => {
    const wall = layWall(cards(count, () => 'word '.repeat(letters / 5).trim()), box)
    const sizes = wall.pages.map(page => page.flat().length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(wall.columns)
    for (const page of wall.pages)
      expect(Math.max(...page.map(({ length }) => length)) - Math.min(...page.map(({ length }) => length))).toBeLessThanOrEqual(1)
  })

  it('fills pages with texts of very uneven length', () => {
    const all = cards(60, index => 'word '.repeat([1, 3, 50, 6, 12, 2, 25, 48, 4, 9][index % 10]!).trim())
    const wall = layWall(all, { ...box, height: 480 })
    for (const page of heights(wall, all, { ...box, height: 480 }).slice(0, -1))
      expect(page.reduce((sum, height) => sum + height, 0) / wall.columns / (480 - box.sign)).toBeGreaterThan(0.7)
  })

  it('fills all three columns with four equal cards', () => {
    for (const inOrder of [true, false])
      expect(layWall(cards(4, () => 'one two three '.repeat(8)), { ...box, columns: [3], inOrder }).pages[0]!.map(({ length }) => length).sort()).toEqual([1, 1, 2])
  })

  it('repeats a group\'s heading on each of its pages', () => {
    const all = cards(40, () => 'word '.repeat(20).trim(), index => index < 30 ? 'Process' : 'Also')
    const wall = layWall(all, { ...box, inOrder: true })
    expect(wall.pages.length).toBeGreaterThan(1)
    for (const page of wall.pages) {
      const [first, ...others] = page.flat()
      expect(first!.heading).toBe(all[first!.index]!.group)
      expect(others.filter(({ heading }) => heading).map(({ index }) => index)).toEqual(others.some(({ index }) => index === 30) ? [30] : [])
    }
  })

  it('doesn\'t break ordinary words to draw texts larger', () => {
    const { size, columns } = layWall([{ text: 'Standardisation', group: null }, { text: 'Yes', group: null }, { text: 'No', group: null }], box)
    expect(linesOf('Standardisation', ((1200 - 20 * (columns - 1)) / columns - 38) / size)).toBe(1)
  })

  it('cuts off only texts that don\'t fit at the smallest size', () => {
    const small = { ...box, width: 700, height: 120, columns: [1] }
    expect(layWall([{ text: 'word '.repeat(56), group: null }], small)).toMatchObject({ size: 24, lines: 3 })
  })
})
