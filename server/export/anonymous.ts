import type { Result } from '../../core/kinds/kinds.ts'
import type { WrittenRow } from '../../core/kinds/schemas/fields.ts'
import { rulesOf } from '../../core/kinds/kinds.ts'
import { inOrder } from '../../core/kinds/shared/written.ts'

/**
 * A result that doesn't tell who wrote what, or when: texts stand in the order of the slide, those that are equal there in the order
 * of their words, and have ids made of their places. Phones know the ids that they made themselves. Results without texts stay. [M6]
 */
export function anonymous<Seen extends Result>(result: Seen): Seen {
  if (!rulesOf(result).writing)
    return result
  const ids = anonymousIds(result)
  return { ...result, rows: ordered(result).map(row => ({ ...row, id: ids.get(row.id) ?? row.id })) }
}

/** The new id of every text of a result, by its old one. A word's id is the word. */
export function anonymousIds(result: Result): Map<string, string> {
  return new Map(rulesOf(result).writing?.posts ? ordered(result).map(({ id }, index) => [id, `text-${index + 1}`]) : [])
}

function ordered({ rows }: Result): WrittenRow[] {
  const words = ({ label, judgement }: WrittenRow) => JSON.stringify([label, judgement])
  const sorted = (rows as WrittenRow[]).map(row => ({ row, by: words(row) })).sort((a, b) => a.by < b.by ? -1 : a.by > b.by ? 1 : 0)
  return inOrder(sorted.map(({ row }) => row))
}
