/* eslint ts/method-signature-style: ["error", "method"] -- method signatures are bivariant, which lets one registry hold all kinds; callers match kinds themselves. */
import type { GapEnd } from '../../../core/views/roles.ts'

/** A kind's wording for results by role. */
export interface RoleWords<Def, Result> {
  /** The lines of the table. Every role has a value in each. */
  lines(def: Def): { id: string, label: string }[]
  /** What the values are, if the ends don't tell. */
  measure?: string
  /** The ends of the scale: the value of an empty cell, and of a full one. */
  ends(def: Def): [empty: number, full: number]
  /** The names of the ends. */
  endWords(def: Def): [empty: string, full: string]
  /** A value in words. */
  value(value: number): string
  /** The precision of values in words. */
  step(def: Def): number
  /** The value of all roles together, in words. */
  ofAll(result: Result, id: string): string
}

/** One end of a gap between roles, such as `Development and Security 3.5`. */
export function endOfGap({ labels, value }: GapEnd, words: Pick<RoleWords<unknown, unknown>, 'value'>): string {
  return `${labels.length > 2 ? `${labels.length} roles` : labels.join(' and ')} ${words.value(value)}`
}

/** For kinds whose values are shares of a role's voters. */
export const sharesByRole = {
  ends: (): [number, number] => [0, 1],
  endWords: (): [string, string] => ['0% of the role', '100%'],
  value: (value: number) => `${Math.round(value * 100)}%`,
  step: () => 0.01,
}

/**
 * How full a cell is: the value's position on the scale of its kind.
 * @returns 0 to 1
 */
export function shadeOf([empty, full]: readonly [number, number], value: number): number {
  return full === empty ? 0 : Math.max(0, Math.min(1, (value - empty) / (full - empty)))
}
