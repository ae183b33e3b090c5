import type { PointsPoll, PointsResult, PointsRow } from '../../../core/kinds/points.ts'
import type { BarWords } from '../rows/facts.ts'
import type { SlideKind } from '../slide-kind.ts'
import { reachOf } from '../../../core/kinds/points.ts'
import { byRank } from '../../../core/kinds/ranks.ts'
import { rowOf } from '../../../core/kinds/with-options.ts'
import { peekAt } from '../peek.ts'
import { bars } from '../rows/bars.ts'
import { FIGURE } from '../rows/facts.ts'

const percent = ({ share }: PointsRow) => Math.round(share * 100)

const words: BarWords<PointsPoll, PointsRow> = {
  number: row => `${percent(row)}%`,
  value: percent,
  more: ({ count }) => ['', String(count), count === 1 ? ` point${FIGURE}` : ' points'],
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
    ofAll: (result, id) => words.number(rowOf(result, id)),
  },
  peek: (def, result) => peekAt(def, byRank(result), row => `${row.count} · ${percent(row)} %`, row => reachOf(def, row, result.voters)),
}
