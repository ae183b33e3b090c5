import type { RankAnswer, RankPoll, RankResult } from '../../../core/kinds/rank.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { optionLines } from '../shared/option-lines.ts'
import { answerFrom } from './form.ts'
import RankInput from './RankInput.vue'

export const rank: LaterPhoneKind<RankPoll, RankAnswer, RankResult> = {
  first: { Input: RankInput, answerFrom },
  own: ({ options }, { order }) => order.map((id, index) => ({ id, label: options.find(option => option.id === id)?.label ?? '', given: `Place ${index + 1}` })),
  lines: (def, result, { order }) => optionLines(def, byRank(result), {
    number: ({ count }) => String(count),
    more: ({ count, mean }) => mean === null ? 'points' : `${count === 1 ? 'point' : 'points'}, mean place ${mean.toFixed(1)}`,
    reach: ({ share }) => share,
    own: id => order.includes(id) ? `Your place ${order.indexOf(id) + 1}` : undefined,
  }),
}
