import type { ChoicePoll, ChoiceResult, ChoiceRow } from '../../../core/kinds/choice.ts'
import type { BarWords } from '../rows/facts.ts'
import type { SlideKind } from '../slide-kind.ts'
import { byRank } from '../../../core/kinds/ranks.ts'
import { rowOf } from '../../../core/kinds/with-options.ts'
import { peekAt } from '../peek.ts'
import { sharesByRole } from '../role-words.ts'
import { bars } from '../rows/bars.ts'
import { FIGURE } from '../rows/facts.ts'

const percent = ({ share }: ChoiceRow) => Math.round(share * 100)

export const words: BarWords<ChoicePoll, ChoiceRow> = {
  number: row => `${percent(row)}%`,
  value: percent,
  more: ({ count }) => ['', String(count), count === 1 ? ` vote${FIGURE}` : ' votes'],
  reach: (_, { share }) => share,
}

export const choice: SlideKind<ChoicePoll, ChoiceResult> = {
  instruction: ({ max }) => max === 1 ? 'Pick one' : `Pick up to ${max}`,
  rows: bars(words),
  sight: 'the bars',
  byRole: {
    ...sharesByRole,
    lines: ({ options }) => options,
    ofAll: (result, id) => words.number(rowOf(result, id)),
  },
  peek: (def, result) => peekAt(def, byRank(result), row => `${row.count} · ${percent(row)} %`, ({ share }) => share),
}
