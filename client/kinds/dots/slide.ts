import type { DotsPoll, DotsResult, DotsRow } from '../../../core/kinds/dots.ts'
import type { BarWords } from '../shared/rows/facts.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import { reachOf } from '../../../core/kinds/dots.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { rowOf } from '../../../core/kinds/shared/with-options.ts'
import { plural } from '../../../core/words/plural.ts'
import { peekAt } from '../shared/peek.ts'
import { sharesByRole } from '../shared/role-words.ts'
import { bars } from '../shared/rows/bars.ts'
import { FIGURE } from '../shared/rows/facts.ts'

export const words: BarWords<DotsPoll, DotsRow> = {
  number: ({ count }) => String(count),
  value: ({ count }) => count,
  more: ({ count, voters }) => `${count === 1 ? 'dot' : 'dots'}, ${voters} ${voters === 1 ? `voter${FIGURE}` : 'voters'}`,
  reach: reachOf,
}

export const dots: SlideKind<DotsPoll, DotsResult> = {
  instruction: ({ dots, perOption }) => perOption < dots ? `${plural(dots, 'dot')} each, ${perOption} on one at most` : `${plural(dots, 'dot')} each`,
  rows: bars(words),
  sight: 'the bars',
  byRole: {
    ...sharesByRole,
    lines: ({ options }) => options,
    ofAll: (result, id) => words.number(rowOf(result, id)),
  },
  peek: (def, result) => peekAt(def, byRank(result), ({ count, voters }) => `${plural(count, 'dot')} by ${voters}`, row => reachOf(def, row, result.voters)),
}
