import type { PointsAnswer, PointsPoll, PointsResult } from '../../../core/kinds/points.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import { reachOf } from '../../../core/kinds/points.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { plural } from '../../../core/words/plural.ts'
import { optionLines, ownOptions } from '../shared/option-lines.ts'

export const points: LaterPhoneKind<PointsPoll, PointsAnswer, PointsResult> = {
  own: (def, { points }) => ownOptions(def, id => points[id] ? plural(points[id], 'point') : undefined),
  lines: (def, result, { points }) => optionLines(def, byRank(result), {
    number: ({ share }) => `${Math.round(share * 100)}%`,
    more: ({ count }) => plural(count, 'point'),
    reach: row => reachOf(def, row, result.voters || 1),
    own: id => points[id] ? `Your ${plural(points[id], 'point')}` : undefined,
  }),
}
