import type { ScaleResult, ScaleRow } from '../../../../core/kinds/scale.ts'
import { fewOf } from '../../../../core/kinds/shared/close.ts'
import { ballotsApart } from '../../../../core/kinds/shared/ordinal.ts'
import { agreementWord } from '../../../../core/words/agreement.ts'

/** Marks the clearly lowest option of a scale, and those that split the room, by option id. [R6] */
export function flagsOf({ rows, voters }: Pick<ScaleResult, 'rows' | 'voters'>): Map<string, string[]> {
  const rated = rows.filter(({ median }) => median !== null).sort((a, b) => a.median! - b.median!)
  const [first, second] = rated
  const isLowest = (row: ScaleRow) => row === first && second !== undefined && ballotsApart(first.distribution, second.distribution) > fewOf(voters)
  return new Map(rated.map(row => [row.id, [...isLowest(row) ? ['lowest'] : [], ...agreementWord(row) === 'two camps' ? ['two camps'] : []]]))
}
