import type { DotsAnswer, DotsPoll, DotsResult } from '../../../core/kinds/dots.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import { reachOf } from '../../../core/kinds/dots.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { plural } from '../../../core/words/plural.ts'
import { optionLines, ownOptions } from '../shared/option-lines.ts'

export const dots: LaterPhoneKind<DotsPoll, DotsAnswer, DotsResult> = {
  own: (def, { dots }) => ownOptions(def, id => dots[id] ? plural(dots[id], 'dot') : undefined),
  lines: (def, result, { dots }) => optionLines(def, byRank(result), {
    number: ({ count }) => String(count),
    more: ({ count, voters }) => `${count === 1 ? 'dot' : 'dots'} from ${plural(voters, 'person', 'people')}`,
    reach: row => reachOf(def, row, result.voters || 1),
    own: id => dots[id] ? `Your ${plural(dots[id], 'dot')}` : undefined,
  }),
}
