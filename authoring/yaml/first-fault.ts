import type { Problem } from '../problem.ts'
import type { YamlFault } from './slips.ts'
import { lineAt } from './text.ts'

/** No longer than a terminal is wide. */
const LONGEST = 100

/**
 * The first fault of a text as a problem, with a count of the others: most of them go with it.
 * @param before lines of the file that stand above the text
 * @returns undefined where there is none
 */
export function firstFault(text: string, faults: readonly YamlFault[], file: string, before = 0): Problem | undefined {
  const [first] = faults
  if (!first)
    return undefined
  const { no, from, text: excerpt } = lineAt(text, first.offset)
  const others = new Set(faults.map(({ offset }) => lineAt(text, offset).no)).size - 1
  return {
    file,
    line: before + no,
    column: Math.min(first.offset - from, excerpt.length) + 1,
    message: `${first.message}${others === 0 ? '' : ` (${others === 1 ? 'one more line' : `${others} more lines`} below; it may be the same or follow from this)`}`,
    excerpt: excerpt.replaceAll('\t', '→').slice(0, LONGEST),
  }
}
