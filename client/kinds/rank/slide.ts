import type { RankPoll, RankResult, RankRow } from '../../../core/kinds/rank.ts'
import type { BarWords } from '../shared/rows/facts.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import { placesOf } from '../../../core/kinds/rank.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { rowOf } from '../../../core/kinds/shared/with-options.ts'
import { peekAt } from '../shared/peek.ts'
import { bars } from '../shared/rows/bars.ts'

const unit = (count: number) => count === 1 ? 'point' : 'points'

export const words: BarWords<RankPoll, RankRow> = {
  number: ({ count }) => String(count),
  value: ({ count }) => count,
  more({ count, voters, mean }, { rows, voters: all }) {
    // A mean over some ballots is misleading beside points of all: the last option by points may have the best mean.
    if (!rows.every(({ voters }) => voters === 0 || voters === all))
      return `${unit(count)} from ${voters} of ${all}`
    return `${unit(count)}, place ${mean?.toFixed(1) ?? '–'}`
  },
  reach: (_, { share }) => share,
}

export const rank: SlideKind<RankPoll, RankResult> = {
  instruction: def => placesOf(def) < def.options.length ? `Your first ${placesOf(def)}, in order` : 'Put them in your order',
  rows: bars(words),
  sight: 'the bars',
  byRole: {
    lines: ({ options }) => options,
    measure: 'mean places',
    // The first place is the full end of the scale.
    ends: def => [placesOf(def), 1],
    endWords: def => [`place ${placesOf(def)}`, 'place 1'],
    value: value => value.toFixed(1),
    step: () => 0.1,
    ofAll: (result, id) => rowOf(result, id).mean?.toFixed(1) ?? '–',
  },
  peek: (def, result) => peekAt(def, byRank(result), ({ mean, count }) => `place ${mean!.toFixed(1)} · ${count}`, ({ share }) => share),
}
