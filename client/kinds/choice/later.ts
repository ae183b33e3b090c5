import type { ChoiceAnswer, ChoicePoll, ChoiceResult } from '../../../core/kinds/choice.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { plural } from '../../../core/words/plural.ts'
import { optionLines, ownOptions } from '../shared/option-lines.ts'

export const choice: LaterPhoneKind<ChoicePoll, ChoiceAnswer, ChoiceResult> = {
  own: (def, { options }) => ownOptions(def, id => options.includes(id) ? '' : undefined),
  right: ({ right }) => right?.voters,
  lines: (def, result, { options }) => optionLines(def, byRank(result), {
    number: ({ share }) => `${Math.round(share * 100)}%`,
    more: ({ count }) => plural(count, 'vote'),
    reach: ({ share }) => share,
    own: id => options.includes(id) ? 'Your pick' : undefined,
    isRight: id => result.right?.options.includes(id),
  }),
}
