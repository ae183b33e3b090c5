import type { BoardAnswer, BoardPoll, BoardResult } from '../../../core/kinds/board.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import { inOrder } from '../../../core/kinds/shared/written.ts'
import { clean } from '../../../core/words/text.ts'
import BoardInput from './BoardInput.vue'
import { answerFrom } from './form.ts'

export const board: LaterPhoneKind<BoardPoll, BoardAnswer, BoardResult> = {
  first: { Input: BoardInput, answerFrom },
  own: (_, { posts }) => posts.map(({ id, text }) => ({ id, label: clean(text), given: '' })),
  lines: (_, { rows }, { posts, wanted }) => inOrder(rows).map(({ id, label, voters, share }) => ({
    id,
    label,
    number: String(voters),
    more: voters === 1 ? 'wants this answered' : 'want this answered',
    reach: share,
    own: wanted.includes(id) ? 'You want this' : posts.some(post => post.id === id) ? 'Yours' : '',
  })),
}
