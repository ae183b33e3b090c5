/* eslint ts/method-signature-style: ["error", "method"] -- a method of one kind may stand for that of any: whoever calls it has looked at the poll's kind. */
import type { Component } from 'vue'
import type { Option } from '../../../core/kinds/schemas/fields.ts'
import type { Arrangement, Item, Look } from '../../draw/arrange.ts'
import type { Space } from '../../draw/canvas.ts'

/** A way to set rows, with the columns of a grid that one of them takes. */
export interface RowLook extends Look {
  name: string
  tracks: string[]
  /** What belongs to a bar stands at its end, and not at the end of the label's line. */
  factsAtBar?: boolean
}

/** What a kind makes of one result. */
export interface Drawing {
  looks(space: Space): RowLook[]
  /** What the component of an option's row gets, beside its label. */
  props(id: string): Record<string, unknown>
}

/** How a kind draws its result in the rows of its options. */
export interface Rows<Def, Result> {
  name: 'bars' | 'charts'
  /** The rows move to their rank; else they keep the poll's order. */
  isRanked: boolean
  /** What stands behind a label, for which room is kept behind all of them. */
  mark(result: Result): string
  /** Draws one row. */
  component: Component
  /** @param previous of the round before */
  draw(def: Def, result: Result, previous: Result | undefined): Drawing
  /** Stands above the rows; gets `def` and `stacked`, whether rows stand above their charts. */
  legend?: Component
  /** The height of what is drawn beside a label, the same for all rows; where it has one, less height comes before smaller labels. */
  chartHeight?(items: readonly Item[], space: Space, arrangement: Arrangement<RowLook>, isTight: boolean): number
}

/** How options are drawn before there is a result. */
export type ListLook = 'list' | 'cards'

/** From here on, cards in two columns are easier to take in than a list. */
const MANY = 6
/** Between two columns of rows. */
export const GAP = 44

export function listLook(options: readonly Option[]): ListLook {
  return options.length >= MANY && options.every(({ detail }) => detail) ? 'cards' : 'list'
}

/** What each option has to have room for before there is a result. */
export function listItems(options: readonly Option[]): Item[] {
  return options.map(({ label, detail }) => ({ label, detail }))
}

/** The size of the number that counts, beside labels of a size. */
export function numberSize(size: number): number {
  return Math.max(28, Math.min(46, Math.round(size * 1.15)))
}

/** Options before there is a result. */
export function listLooks(look: ListLook): RowLook[] {
  if (look === 'cards')
    return [{ name: 'cards', columns: 2, gap: 12, beside: 70, besideDetail: 36, around: 22, least: 60, largest: 40, comfortable: 22, tracks: ['minmax(0, 1fr)'] }, ...listLooks('list')]
  return [
    { name: 'list', columns: 1, gap: 0, beside: 54, around: 12, least: 38, largest: 56, comfortable: 30, tracks: ['minmax(0, 1fr)'] },
    { name: 'lists', columns: 2, gap: GAP, beside: 48, around: 8, least: 34, largest: 40, comfortable: 25, tracks: ['minmax(0, 1fr)'] },
  ]
}
