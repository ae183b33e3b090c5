/* eslint ts/method-signature-style: ["error", "method"] -- a method of one kind may stand for that of any: whoever calls it has looked at the poll's kind. */
import type { Component } from 'vue'
import type { Space } from '../draw/canvas.ts'
import type { RoleWords } from './role-words.ts'
import type { Rows } from './rows/rows.ts'

/** A line of the facilitator's own look at a result. */
export interface PeekLine {
  id: string
  label: string
  number: string
  /** How far its bar reaches, 0 to 1. */
  reach: number
  /** The facilitator's own note on the option. */
  note?: string
}

/** What a drawing gets. */
export interface DrawingProps<Def, Result> {
  def: Def
  result: Result
  /** Of the round before. */
  previous: Result | undefined
  /** What the poll's body gives. */
  space: Space
}

/** How slides and the panel draw a kind of poll. */
export interface SlideKind<Def, Result> {
  /** What a voter does, in one short line. */
  instruction(def: Def): string
  /** What stands on the slide until there is a result, in kinds without options. */
  invitation?: string
  /** The result, in the place of the options: each keeps its element and moves to its rank. */
  rows?: Rows<Def, Result>
  /** Or as a drawing of its own, which gets `DrawingProps` and these. */
  drawing?: { component: Component, props?: Record<string, unknown> }
  /** What the room sees of it, such as `the bars`. */
  sight: string
  byRole?: RoleWords<Def, Result>
  /** The lines that the facilitator may look at before the room does; kinds in which attendees write have a queue instead. */
  peek?(def: Def, result: Result): PeekLine[]
  /** What the numbers of those lines mean, where that is not plain. */
  peekLegend?(def: Def): string
}
