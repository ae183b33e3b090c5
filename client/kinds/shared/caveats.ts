import type { PollDef, Result } from '../../../core/kinds/kinds.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { swapWords } from '../../../core/words/swap-words.ts'

/**
 * What to know before an option is called first, in words; nothing if it clearly is. [R14] [R15]
 * @param nameOf an option's label as it fits a line; as it is, if left out
 */
export function caveatsOf(def: PollDef, result: Result, nameOf = (label: string) => label): string[] {
  return [...'close' in result && result.close ? [swapWords(result.close)] : [], ...result.kind === 'rank' ? pairWords(def, result, nameOf) : []]
}

/** What is at the front of a result, where no option may be called first; undefined where one may. [R14] */
export function frontWords(result: Result): string | undefined {
  const close = 'close' in result ? result.close : undefined
  if (!close)
    return undefined
  if (close.ballots === 0)
    return `${close.options.length} are level`
  return close.options.length > 1 ? 'close together' : 'ahead by few votes'
}

/** [R15] */
function pairWords(def: PollDef, { rows }: Extract<Result, { kind: 'rank' }>, nameOf: (label: string) => string): string[] {
  const winners = rows.filter(({ inPairs }) => inPairs)
  const names = optionsOf(def).filter(({ id }) => winners.some(row => row.id === id)).map(({ label }) => `“${nameOf(label)}”`)
  switch (winners.length) {
    case 0:
      return []
    case 1:
      return [winners[0]!.inPairs === 'first' ? `in pairs, ${names[0]} is first` : `in pairs, ${names[0]} beats every other`]
    default:
      return [names.length > 2 ? `in pairs, ${names.length} are level` : `in pairs, ${names.join(' and ')} are level`]
  }
}
