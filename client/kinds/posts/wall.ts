import { widestWord } from '../../draw/letters.ts'
import { Columns, columnWidth } from './columns.ts'

export interface Card {
  text: string
  /** The heading that it stands under; cards under the same one are next to one another. */
  group: string | null
}

/** The measures of a wall, in pixels of the canvas. */
export interface WallBox {
  width: number
  height: number
  /** What the line under the wall takes that says which page this is. */
  sign: number
  /** How many columns there may be. */
  columns: readonly number[]
  /** Cards follow one another down the columns; otherwise they lie where there is room, the first ones on top. */
  inOrder: boolean
  /** Between columns. */
  gap: number
  /** Of a column: what is beside its texts. Of a card: what is above and below its text, and what it takes at least. */
  beside: number
  around: number
  least: number
  heading: number
  /**
   * Sizes of texts: the largest; the smallest that can be read, for what would not fit otherwise; and one from which on it is better
   * to turn a page.
   */
  largest: number
  smallest: number
  comfortable: number
  lineHeight: number
}

/** A card as it is drawn. */
export interface PlacedCard {
  /** Of the cards that were given. */
  index: number
  /** What stands above it, where its group or a page begins. */
  heading: string | null
}

export interface WallLayout {
  size: number
  columns: number
  /** The columns of each page. */
  pages: PlacedCard[][][]
  /** Lines that a text may take at most: where even the smallest size is too large for one, the rest of it is cut off. */
  lines: number
}

/** A narrower column of text is tiresome to read. */
const NARROWEST = 300
/** Words of more letters may be broken. */
const ORDINARY_WORD = 22

/**
 * Sets texts into columns of one height, as large as they find room for; what cannot be read on one page goes on as few as it takes,
 * all about equally full.
 * @param cards the first ones first
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
