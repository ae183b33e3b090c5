/* eslint ts/method-signature-style: ["error", "method"] -- method signatures are bivariant, which lets one registry hold all kinds; callers match kinds themselves. */
import type { Component } from 'vue'
import type { Space } from '../../draw/canvas.ts'
import type { RoleWords } from './role-words.ts'
import type { Rows } from './rows/rows.ts'

/** A line of the facilitator's preview of a result. */
export interface PeekLine {
  id: string
  label: string
  number: string
  /** The length of its bar, from 0 to 1. */
  reach: number
  /** The facilitator's note on the option. */
  note?: string
}

/** The props of a drawing. */
export interface DrawingProps<Def, Result> {
  def: Def
  result: Result
  /** The result of the previous round. */
  previous: Result | undefined
  /** The space in the poll's body. */
  space: Space
}

/** How slides and the panel draw a kind of poll. */
export interface SlideKind<Def, Result> {
  /** What a voter does, in one short line. */
  instruction(def: Def): string
  /** The text on the slide until there is a result, in kinds without options. */
  invitation?: string
  /** Draws the result in the rows of the options: each keeps its element and moves to its rank. */
  rows?: Rows<Def, Result>
  /** Draws the result with another component, which gets `DrawingProps` and these props. */
  drawing?: { component: Component, props?: Record<string, unknown> }
  /** What the room sees of it, such as `the bars`. */
  sight: string
  byRole?: RoleWords<Def, Result>
  /** The lines of the facilitator's preview. Kinds in which attendees write have a moderation queue instead. */
  peek?(def: Def, result: Result): PeekLine[]
  /** Explains the numbers of those lines, if necessary. */
  peekLegend?(def: Def): string
}
