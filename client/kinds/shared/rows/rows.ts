/* eslint ts/method-signature-style: ["error", "method"] -- method signatures are bivariant, which lets one registry hold all kinds; callers match kinds themselves. */
import type { Component } from 'vue'
import type { Option } from '../../../../core/kinds/schemas/fields.ts'
import type { Arrangement, Item, Look } from '../../../draw/arrange.ts'
import type { Space } from '../../../draw/canvas.ts'

/** A layout of rows, with the grid columns of one row. */
export interface RowLook extends Look {
  name: string
  tracks: string[]
  /** Facts are at the end of the bar, not at the end of the label's line. */
  factsAtBar?: boolean
}

/** How a kind draws one result. */
export interface Drawing {
  looks(space: Space): RowLook[]
  /** The props of an option's row, apart from its label. */
  props(id: string): Record<string, unknown>
}

/** How a kind draws its result in the rows of its options. */
export interface Rows<Def, Result> {
  name: 'bars' | 'charts'
  /** Rows are in the order of their ranks; otherwise in the poll's order. */
  isRanked: boolean
  /** The text that can follow a label. Space for it is reserved behind all labels. */
  mark(result: Result): string
  /** Draws one row. */
  component: Component
  /** @param previous the result of the previous round */
  draw(def: Def, result: Result, previous: Result | undefined): Drawing
  /** Drawn above the rows. Props: `def`, and `stacked` if labels are above their charts. */
  legend?: Component
  /** The height of the charts beside the labels, the same for all rows. If present, charts get lower before labels get smaller. */
  chartHeight?(items: readonly Item[], space: Space, arrangement: Arrangement<RowLook>, isTight: boolean): number
}

/** How options are drawn before there is a result. */
export type ListLook = 'list' | 'cards'

/** From this number of options on, two columns of cards are easier to read than a list. */
const MANY = 6
/** The gap between two columns of rows. */
export const GAP = 44

export function listLook(options: readonly Option[]): ListLook {
  return options.length >= MANY && options.every(({ detail }) => detail) ? 'cards' : 'list'
}

/** The texts of options before there is a result. */
export function listItems(options: readonly Option[]): Item[] {
  return options.map(({ label, detail }) => ({ label, detail }))
}

/** The size of the main number, for labels of the given size. */
export function numberSize(size: number): number {
  return Math.max(28, Math.min(46, Math.round(size * 1.15)))
}

/** Layouts of options before there is a result. */
export function listLooks(look: ListLook): RowLook[] {
  if (look === 'cards')
    return [{ name: 'cards', columns: 2, gap: 12, beside: 70, besideDetail: 36, around: 22, least: 60, largest: 40, comfortable: 22, tracks: ['minmax(0, 1fr)'] }, ...listLooks('list')]
  return [
    { name: 'list', columns: 1, gap: 0, beside: 54, around: 12, least: 38, largest: 56, comfortable: 30, tracks: ['minmax(0, 1fr)'] },
    { name: 'lists', columns: 2, gap: GAP, beside: 48, around: 8, least: 34, largest: 40, comfortable: 25, tracks: ['minmax(0, 1fr)'] },
  ]
}
