/* eslint ts/method-signature-style: ["error", "method"] -- a method of one kind may stand for that of any: whoever calls it has looked at the poll's kind. */

/** How a kind's results by role are put in words. */
export interface RoleWords<Def, Result> {
  /** The lines of the table: what every role has a value for. */
  lines(def: Def): { id: string, label: string }[]
  /** The ends of what a value can be: that of an empty cell, and of a full one. */
  ends(def: Def): [empty: number, full: number]
  /** What the ends are called. */
  endWords(def: Def): [empty: string, full: string]
  /** A value in words. */
  value(value: number): string
  /** The value of everybody together. */
  ofAll(result: Result, id: string): string
}

/** Where the values are shares of a role's voters. */
export const sharesByRole = {
  ends: (): [number, number] => [0, 1],
  endWords: (): [string, string] => ['0% of the role', '100%'],
  value: (value: number) => `${Math.round(value * 100)}%`,
}

/**
 * How full a cell is: the value's place on the whole scale of its kind.
 * @returns 0 to 1
 */
export function shadeOf([empty, full]: readonly [number, number], value: number): number {
  return full === empty ? 0 : Math.max(0, Math.min(1, (value - empty) / (full - empty)))
}
