import { linesOf } from '../../../draw/letters.ts'

export interface Card {
  text: string
  /** The heading of its group; cards of one group are adjacent. */
  group: string | null
}

/** The measures of a wall, in pixels of the canvas. */
export interface WallBox {
  width: number
  height: number
  /** The height of the note about the page, below the wall. */
  sign: number
  /** The possible numbers of columns. */
  columns: readonly number[]
  /** Cards fill one column after the other; otherwise they go where there is space, the first ones on top. */
  inOrder: boolean
  /** The gap between columns. */
  gap: number
  /** The horizontal padding in a column; the vertical padding of a card, and its minimum height. */
  beside: number
  around: number
  least: number
  heading: number
  /**
   * Font sizes: the largest; the smallest, for texts that would not fit otherwise; and the one below which further pages are better.
   */
  largest: number
  smallest: number
  comfortable: number
  lineHeight: number
}

/** A card as it is drawn. */
export interface PlacedCard {
  /** Its index in the given cards. */
  index: number
  /** The heading above it, at the start of its group or of a page. */
  heading: string | null
}

export interface WallLayout {
  size: number
  columns: number
  /** The columns of each page. */
  pages: PlacedCard[][][]
  /** The maximum number of lines of a text; the rest is cut off if it doesn't fit even at the smallest size. */
  lines: number
}

/** A margin, because Archivo's letters can be slightly wider than calculated. */
const ROOM = 0.98

export function columnWidth(columns: number, { width, gap }: Pick<WallBox, 'width' | 'gap'>): number {
  return (width - gap * (columns - 1)) / columns
}

/** Lays out cards in a number of columns, at any size. */
export class Columns {
  /** The width of a line of text, in pixels. */
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

  /** @returns the first card of each page, with columns of at most `height` pixels */
  pages(size: number, height: number): number[] {
    const pages = [0]
    for (let end = this.fill(0, size, height).end; end < this.cards.length; end = this.fill(end, size, height).end)
      pages.push(end)
    return pages
  }

  /** @param height the maximum of a column, in pixels; cards that don't fit go to further pages */
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

  /** The first card of each page: as few pages as possible, about equally full. */
  private evenPages(size: number, height: number): number[] {
    const heights = this.heightsAt(size)
    const ends = heights.map((_, index) => this.fill(index, size, height).end)
    /** By card: the number of pages for it and all cards after it. */
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

  /** Fills a page, starting with card `from`. If cards have no order, rearranges them to make space for further ones. */
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
   * Puts every card into the shortest column or, if cards have an order, into the current one until it is full. A column has at least
   * one card.
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
   * Puts the highest cards first into the shortest column; within a column they keep their order.
   * @returns undefined if they don't fit on a page
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

  /** The cards of one page, in order, in columns of similar height: minimises the sum of the squared heights. */
  private evenly(from: number, to: number, size: number, height: number): PlacedCard[][] {
    const cards = Array.from({ length: to - from }, (_, offset) => this.placed(from + offset, from, size))
    /** By number of cards: the best starts of the columns. */
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
