import type { OptionPoll } from '../../core/kinds/poll.ts'
import type { Result, ResultRow } from '../../core/kinds/result.ts'
import { moveOf, numberOf } from './words.ts'

/** What stands beside an option's bar. */
export interface Facts {
  /** The one that counts. */
  number: string
  /** What it is a number of, and of how many. */
  more: string
  /** In a further round. */
  was?: { number: string, move: string }
}

/** A space as wide as a figure, in a face in which all letters are as wide. */
const FIGURE = '\u00A0'

/**
 * What stands beside the bars of a result, by option id. Figures stand under each other, whatever words follow them.
 * @param result of the round
 * @param previous of the round before
 */
export function factsOf(def: OptionPoll, result: Result, previous: Result | undefined): Map<string, Facts> {
  const before = new Map(previous?.rows.map(row => [row.id, row]))
  const more = moreOf(def, result)
  const digits = Math.max(...more.map(([, number]) => number.length))
  const was = result.rows.map(row => before.has(row.id) ? numberOf(def, before.get(row.id)!) : '')
  const moves = result.rows.map(row => before.has(row.id) ? moveOf(def, row, before.get(row.id)!) : '')
  const [longestWas, longestMove] = [was, moves].map(all => Math.max(...all.map(({ length }) => length)))
  return new Map(result.rows.map((row, index) => [row.id, {
    number: numberOf(def, row),
    more: more[index]![0] + more[index]![1].padStart(digits, FIGURE) + more[index]![2],
    ...was[index] && { was: { number: was[index].padStart(longestWas!, FIGURE), move: moves[index]!.padStart(longestMove!, FIGURE) } },
  }]))
}

/** In the order of the rows: words, a number, and more words. */
function moreOf(def: OptionPoll, { rows, voters }: Result): [before: string, number: string, after: string][] {
  // Beside points of all ballots, a mean place of some says nothing: the last by points may have the best one.
  const isWhole = rows.every(row => row.voters === 0 || row.voters === voters)
  const unit = (one: string, mark = '') => ({ count }: ResultRow) => count === 1 ? `${one}${mark}${FIGURE}` : `${one}s${mark}`
  return rows.map((row) => {
    switch (def.kind) {
      case 'choice':
        return ['', String(row.count), row.count === 1 ? ` vote${FIGURE}` : ' votes']
      case 'points':
        return ['', String(row.count), row.count === 1 ? ` point${FIGURE}` : ' points']
      case 'rank':
        return isWhole
          ? [row.mean === null ? unit('point')(row) : `${unit('point', ',')(row)} place `, row.mean?.toFixed(1) ?? '', '']
          : [`${unit('point')(row)} from `, String(row.voters), ` of ${voters}`]
      default:
        return [`${unit('dot', ',')(row)} `, String(row.voters), row.voters === 1 ? ` voter${FIGURE}` : ' voters']
    }
  })
}
