import type { ChoicePoll, ChoiceResult, ChoiceRow } from '../../../core/kinds/choice.ts'
import type { BarWords } from '../shared/rows/facts.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { rowOf } from '../../../core/kinds/shared/with-options.ts'
import { peekAt } from '../shared/peek.ts'
import { sharesByRole } from '../shared/role-words.ts'
import { bars } from '../shared/rows/bars.ts'
import { FIGURE } from '../shared/rows/facts.ts'

const percent = ({ share }: ChoiceRow) => Math.round(share * 100)

export const words: BarWords<ChoicePoll, ChoiceRow> = {
  number: row => `${percent(row)}%`,
  value: percent,
  more: ({ count }) => `${count} ${count === 1 ? `vote${FIGURE}` : 'votes'}`,
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
