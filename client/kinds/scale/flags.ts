import type { ScaleResult, ScaleRow } from '../../../core/kinds/scale.ts'
import { agreementWord, ballotsApart } from '../../../core/kinds/ordinal.ts'

/** Where fewer ballots than this would make another option the lowest, none is called so. */
const FEW = 3

/** What a facilitator looks for first in a scale: what is clearly the lowest, and what splits the room. By option id. */
export function flagsOf({ rows }: Pick<ScaleResult, 'rows'>): Map<string, string[]> {
  const rated = rows.filter(({ median }) => median !== null).sort((a, b) => a.median! - b.median!)
  const [first, second] = rated
  const isLowest = (row: ScaleRow) => row === first && second !== undefined && ballotsApart(first.distribution, second.distribution) >= FEW
  const splits = ({ agreement }: ScaleRow) => agreement !== undefined && agreementWord(agreement) === 'two camps'
  return new Map(rated.map(row => [row.id, [...isLowest(row) ? ['lowest'] : [], ...splits(row) ? ['two camps'] : []]]))
}
