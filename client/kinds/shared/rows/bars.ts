import type { OptionPoll } from '../../../../core/kinds/shared/with-options.ts'
import type { Space } from '../../../draw/canvas.ts'
import type { BarResult, BarWords, Facts, BarRow as Row } from './facts.ts'
import type { RowLook, Rows } from './rows.ts'
import { frontOf } from '../../../../core/kinds/shared/close.ts'
import { rowOf } from '../../../../core/kinds/shared/with-options.ts'
import BarRow from './BarRow.vue'
import { factsOf } from './facts.ts'
import { GAP } from './rows.ts'

/** Space for the mark is reserved behind every label, so that sizes don't change when a mark moves. */
const RIGHT = ' right'
/** The width of a letter of the facts (monospaced), in em. */
const FACT = 0.56
/** In less width than this, facts and charts are below the labels. */
export const NARROW = 700

/** Draws a bar for every option, the first rank on top. */
export function bars<Def extends OptionPoll, Option extends Row, Result extends BarResult<Option> & { right?: { options: string[] } | undefined }>(words: BarWords<Def, Option>): Rows<Def, Result> {
  return {
    name: 'bars',
    isRanked: true,
    mark: ({ right }) => right ? RIGHT : '',
    component: BarRow,
    draw(def, result, previous) {
      const facts = factsOf(words, result, previous)
      const front = frontOf(result)
      const reachIn = ({ voters }: Result, row: Option) => voters === 0 ? 0 : words.reach(def, row, voters)
      return {
        looks: space => barLooks([...facts.values()], space),
        props(id) {
          const row = rowOf(result, id)
          const before = previous?.rows.find(row => row.id === id)
          return {
            rank: row.rank,
            isFront: front.includes(id),
            facts: facts.get(id),
            reach: reachIn(result, row),
            reachBefore: before && reachIn(previous!, before),
            right: result.right?.options.includes(id),
          }
        },
      }
    },
  }
}

/** Layouts: labels above their bars with facts at the end of the label's line; or two columns, with facts at the end of the bar. */
export function barLooks(facts: readonly Facts[], { width }: Space): RowLook[] {
  const longest = (text: (facts: Facts) => string) => Math.max(...facts.map(fact => text(fact).length))
  const number = longest(({ number }) => number) * 22 + 24
  const letters = longest(({ more, was }) => was ? `${more} was ${was.number} ${was.move}` : more)
  const tight = { factsAtBar: true, beside: 46 + number, around: 34, least: 61, largest: 38, comfortable: 24, tracks: ['46px', 'minmax(0, 1fr)', 'auto', 'auto'] }
  if (width < NARROW)
    return [{ name: 'narrow', columns: 1, gap: 0, ...tight }]
  return [
    { name: 'row', columns: 1, gap: 0, beside: 52 + number + letters * 22 * FACT + 26, around: 34, least: 61, largest: 44, comfortable: 25, tracks: ['52px', 'minmax(0, 1fr)', 'auto', 'auto'] },
    { name: 'narrow', columns: 1, gap: 0, ...tight, comfortable: 28 },
    { name: 'half', columns: 2, gap: GAP, ...tight },
  ]
}
