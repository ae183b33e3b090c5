import { linesOf } from '../../draw/letters.ts'

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

/** What letters of Archivo may be wider than calculated, all in all. */
const ROOM = 0.98

export function columnWidth(columns: number, { width, gap }: Pick<WallBox, 'width' | 'gap'>): number {
  return (width - gap * (columns - 1)) / columns
}

/** Cards in so many columns, at any size. */
export class Columns {
  /** Pixels for a line of text. */
  readonly room: number
  private readonly heights = new Map<number, number[]>()

  private readonly count: number
  private readonly cards: readonly Card[]
  private readonly box: WallBox

  constructor(count: number, cards: readonly Card[], box: WallBox) {
    this.count = count
    this.cards = cards
    this.box = box
    this.room = (columnWidth(count, box) - box.beside) * ROOM
  }

  highest(size: number): number {
    return Math.max(...this.heightsAt(size))
  }

  /** @returns the first card of each page, where columns are so high at most */
  pages(size: number, height: number): number[] {
    const pages = [0]
    for (let end = this.fill(0, size, height).end; end < this.cards.length; end = this.fill(end, size, height).end)
      pages.push(end)
    return pages
  }

  /** @param height of a column, in which not all the cards need stand on one page */
  layOut(size: number, height: number): WallLayout {
    const starts = this.evenPages(size, height)
    const { around, lineHeight, inOrder } = this.box
    return {
      size,
      columns: this.count,
      pages: starts.map((from, page) => {
        const to = starts[page + 1] ?? this.cards.length
        return inOrder ? this.evenly(from, to, size, height) : this.fill(from, size, height, to).columns
      }),
      lines: Math.max(1, Math.floor((height - around) / (size * lineHeight))),
    }
  }

  /** The first card of each page: as few pages as it takes, each with its part of all that is left. */
  private evenPages(size: number, height: number): number[] {
    const heights = this.heightsAt(size)
    const ends = heights.map((_, index) => this.fill(index, size, height).end)
    /** How many pages the cards from one on need. */
    const needed = [...heights, 0].map(() => 0)
    for (let index = heights.length - 1; index >= 0; index--)
      needed[index] = 1 + needed[ends[index]!]!
    const sumOf = (from: number, to?: number) => heights.slice(from, to).reduce((sum, height) => sum + height, 0)
    const starts = [0]
    for (let left = needed[0]! - 1; left > 0; left--) {
      const from = starts.at(-1)!
      const wanted = sumOf(from) / (left + 1)
      let [best, least] = [ends[from]!, Infinity]
      for (let end = from + 1; end <= ends[from]!; end++) {
        const off = Math.abs(sumOf(from, end) - wanted)
        if (off < least && needed[end]! <= left)
          [best, least] = [end, off]
      }
      starts.push(best)
    }
    return starts
  }

  private heightsAt(size: number): number[] {
    const { lineHeight, around, least } = this.box
    if (!this.heights.has(size))
      this.heights.set(size, this.cards.map(({ text }) => Math.max(least, linesOf(text, this.room / size) * size * lineHeight + around)))
    return this.heights.get(size)!
  }

  private headingAt(index: number, from: number): string | null {
    const { group } = this.cards[index]!
    return index === from || group !== this.cards[index - 1]!.group ? group : null
  }

  private placed(index: number, from: number, size: number): PlacedCard & { height: number } {
    const heading = this.headingAt(index, from)
    return { index, heading, height: this.heightsAt(size)[index]! + (heading === null ? 0 : this.box.heading) }
  }

  /** One page from a card on; where cards have no order, those that come next may need the ones before them to move closer. */
  private fill(from: number, size: number, height: number, to = this.cards.length): { columns: PlacedCard[][], end: number } {
    let page = this.fillInTurn(from, size, height, to)
    while (!this.box.inOrder && page.end < to) {
      const columns = this.packed(from, page.end + 1, size, height)
      if (!columns)
        break
      page = { columns, end: page.end + 1 }
    }
    return page
  }

  /**
   * Each further card goes into the shortest column or, where cards have an order, into the last one that has room. A column takes one
   * card at least.
   */
  private fillInTurn(from: number, size: number, height: number, to: number): { columns: PlacedCard[][], end: number } {
    const columns = Array.from({ length: this.count }, () => ({ cards: [] as PlacedCard[], height: 0 }))
    let at = 0
    for (let index = from; index < to; index++) {
      const { height: taken, ...card } = this.placed(index, from, size)
      const hasRoom = (column: typeof columns[number]) => column.height === 0 || column.height + taken <= height
      if (this.box.inOrder)
        at += hasRoom(columns[at]!) ? 0 : 1
      else
        at = columns.reduce((shortest, column, index) => column.height < columns[shortest]!.height ? index : shortest, 0)
      const column = columns[at]
      if (!column || !hasRoom(column))
        return { columns: columns.map(({ cards }) => cards), end: index }
      column.cards.push(card)
      column.height += taken
    }
    return { columns: columns.map(({ cards }) => cards).filter(cards => cards.length > 0), end: to }
  }

  /**
   * The highest cards first, each into the shortest column, where it stands in its order.
   * @returns undefined where they are too many for a page
   */
  private packed(from: number, to: number, size: number, height: number): PlacedCard[][] | undefined {
    const columns = Array.from({ length: this.count }, () => ({ cards: [] as PlacedCard[], height: 0 }))
    const cards = Array.from({ length: to - from }, (_, offset) => this.placed(from + offset, from, size))
    for (const { height: taken, ...card } of cards.sort((a, b) => b.height - a.height)) {
      const shortest = columns.reduce((best, column) => column.height < best.height ? column : best)
      if (shortest.height + taken > height)
        return undefined
      shortest.cards.push(card)
      shortest.height += taken
    }
    return columns.map(({ cards }) => cards.sort((a, b) => a.index - b.index)).sort((a, b) => a[0]!.index - b[0]!.index)
  }

  /** The cards of one page, in their order, in columns that are as equal as can be: the sum of the squares of their heights is the least. */
  private evenly(from: number, to: number, size: number, height: number): PlacedCard[][] {
    const cards = Array.from({ length: to - from }, (_, offset) => this.placed(from + offset, from, size))
    /** For each number of cards: where columns begin. */
    let best = [{ sum: 0, starts: [] as number[] }, ...cards.map(() => ({ sum: Infinity, starts: [] as number[] }))]
    for (let column = 1; column <= Math.min(this.count, cards.length); column++) {
      best = best.map((_, end) => {
        let least = { sum: Infinity, starts: [] as number[] }
        let taken = 0
        for (let start = end - 1; start >= 0; start--) {
          taken += cards[start]!.height
          if (taken > height && start < end - 1)
            break
          const sum = best[start]!.sum + taken ** 2
          if (sum < least.sum)
            least = { sum, starts: [...best[start]!.starts, start] }
        }
        return least
      })
    }
    const { starts } = best.at(-1)!
    return starts.map((start, column) => cards.slice(start, starts[column + 1]).map(({ index, heading }) => ({ index, heading })))
  }
}
