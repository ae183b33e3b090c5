import type { ScalePoll, ScaleResult } from '../../../core/kinds/scale.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import { asksFollowUp } from '../../../core/actions/follow-up.ts'
import { rowOf } from '../../../core/kinds/shared/with-options.ts'
import { agreementWord } from '../../../core/words/agreement.ts'
import { peekAt } from '../shared/peek.ts'
import { charts } from './draw/charts.ts'
import { fewLevels } from './levels.ts'

/** `A, B or C`: British English has no comma before the last one. */
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })

export const scale: SlideKind<ScalePoll, ScaleResult> = {
  instruction(def) {
    const { levels } = def
    return fewLevels(def)
      ? either.format(levels)
      : `Rate each from 1, ${levels[0]}, to ${levels.length}, ${levels.at(-1)}`
  },
  rows: charts,
  sight: 'the bars',
  byRole: {
    lines: ({ options }) => options,
    measure: 'interpolated medians',
    ends: ({ levels }) => [1, levels.length],
    endWords: ({ levels }) => [`1 ${levels[0]}`, `${levels.length} ${levels.at(-1)}`],
    value: value => value.toFixed(1),
    step: () => 0.1,
    ofAll: (result, id) => rowOf(result, id).median?.toFixed(1) ?? '–',
  },
  peek: (def, { rows }) => peekAt(def, rows, row => asksFollowUp(def)
    ? row.distribution.toReversed().join(' · ')
    : [row.median!.toFixed(1), agreementWord(row)].filter(Boolean).join(' · '), ({ share }) => share),
  peekLegend: def => asksFollowUp(def) ? def.levels.toReversed().join(' · ') : `1 ${def.levels[0]} – ${def.levels.length} ${def.levels.at(-1)}`,
}
