import type { ScaleResult, ScaleRow } from '../../../core/kinds/scale.ts'
import { agreementWord, ballotsApart } from '../../../core/kinds/shared/ordinal.ts'

/** No option is marked as the lowest if fewer changed ballots than this would make another one the lowest. */
const FEW = 3

/** Marks the clearly lowest option of a scale, and those that split the room, by option id. */
export function flagsOf({ rows }: Pick<ScaleResult, 'rows'>): Map<string, string[]> {
  const rated = rows.filter(({ median }) => median !== null).sort((a, b) => a.median! - b.median!)
  const [first, second] = rated
  const isLowest = (row: ScaleRow) => row === first && second !== undefined && ballotsApart(first.distribution, second.distribution) >= FEW
  const splits = ({ agreement }: ScaleRow) => agreement !== undefined && agreementWord(agreement) === 'two camps'
  return new Map(rated.map(row => [row.id, [...isLowest(row) ? ['lowest'] : [], ...splits(row) ? ['two camps'] : []]]))
}
