import type { PointsPoll, PointsResult, PointsRow } from '../../../core/kinds/points.ts'
import type { BarWords } from '../shared/rows/facts.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import { reachOf } from '../../../core/kinds/points.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { rowOf } from '../../../core/kinds/shared/with-options.ts'
import { peekAt } from '../shared/peek.ts'
import { bars } from '../shared/rows/bars.ts'
import { FIGURE } from '../shared/rows/facts.ts'

const percent = ({ share }: PointsRow) => Math.round(share * 100)

const words: BarWords<PointsPoll, PointsRow> = {
  number: row => `${percent(row)}%`,
  value: percent,
  more: ({ count }) => `${count} ${count === 1 ? `point${FIGURE}` : 'points'}`,
  reach: reachOf,
}

export const points: SlideKind<PointsPoll, PointsResult> = {
  instruction: ({ points }) => `Divide ${points} points`,
  rows: bars(words),
  sight: 'the bars',
  byRole: {
    lines: ({ options }) => options,
    ends: ({ points }) => [0, points],
    endWords: ({ points }) => ['0 points', `${points} points a head`],
    value: value => String(Math.round(value)),
    step: () => 1,
    ofAll: (result, id) => words.number(rowOf(result, id)),
  },
  peek: (def, result) => peekAt(def, byRank(result), row => `${row.count} · ${percent(row)} %`, row => reachOf(def, row, result.voters)),
}
