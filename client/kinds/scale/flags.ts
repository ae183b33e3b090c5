import type { ScaleResult } from '../../../core/kinds/scale.ts'

/** What a facilitator looks for first in a scale: the lowest mean, and where people differ most. By option id. */
export function flagsOf({ rows }: ScaleResult): Map<string, string[]> {
  const rated = rows.filter(({ mean }) => mean !== null)
  const flags = new Map<string, string[]>()
  const flag = (words: string, sorted: typeof rated, value: (row: typeof rated[number]) => number) => {
    const [first, second] = sorted
    // Told only where one stands out: a tie would need an explanation that a mark has no room for.
    if (first && second && value(first) !== value(second))
      flags.set(first.id, [...flags.get(first.id) ?? [], words])
  }
  flag('lowest', rated.toSorted((a, b) => a.mean! - b.mean!), ({ mean }) => mean!)
  flag('widest spread', rated.toSorted((a, b) => b.deviation! - a.deviation!), ({ deviation }) => deviation!)
  return flags
}
