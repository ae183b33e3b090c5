import type { Card, WallBox, WallLayout } from './columns.ts'
import { widestWord } from '../../../draw/letters.ts'
import { Columns, columnWidth } from './columns.ts'

/** The minimum width of a column, for readable lines. */
const NARROWEST = 300
/** Words with more letters than this may be broken. */
const ORDINARY_WORD = 22

/**
 * Lays out texts in columns, as large as possible. If they are not readable on one page, uses as few pages as possible, about equally
 * full.
 * @param cards in order
 */
export function layWall(cards: readonly Card[], box: WallBox): WallLayout {
  const word = Math.max(...cards.map(({ text }) => widestWord(text, ORDINARY_WORD)))
  const sizes = Array.from({ length: Math.floor((box.largest - box.smallest) / 2) + 1 }, (_, index) => box.largest - 2 * index)
  const choices = box.columns.filter(columns => columns === 1 || (columns <= cards.length && columnWidth(columns, box) >= NARROWEST)).map(columns => new Columns(columns, cards, box))
  const fits = (columns: Columns, size: number, height: number) => size === box.smallest || (word * size <= columns.room && columns.highest(size) <= height)
  const largest = (pages: number, sizes: readonly number[], height: number) => choices.flatMap((columns) => {
    const size = sizes.find(size => fits(columns, size, height) && columns.pages(size, height).length <= pages)
    return size === undefined ? [] : [{ columns, size }]
  }).reduce<{ columns: Columns, size: number } | undefined>((best, wall) => best && best.size > wall.size ? best : wall, undefined)

  const onOne = largest(1, sizes, box.height)
  if (onOne)
    return onOne.columns.layOut(onOne.size, box.height)
  const height = box.height - box.sign
  const pages = Math.min(...choices.map((columns) => {
    const size = sizes.find(size => size <= box.comfortable && fits(columns, size, height))!
    return columns.pages(size, height).length
  }))
  const onSeveral = largest(pages, sizes, height)!
  return onSeveral.columns.layOut(onSeveral.size, height)
}
