import type { BoardAnswer, BoardPoll } from '../../../core/kinds/board.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { boardAnswers } from '../../../core/kinds/board.ts'
import { plural } from '../../../core/words/plural.ts'
import { writingLimit } from '../shared/phone-kind.ts'

export const board: PhoneKind<BoardPoll, BoardAnswer> = {
  ...boardAnswers,
  task: () => 'Ask, or want what others ask',
  limit: writingLimit,
  // Empty for those who only voted for others' questions: "0 of 5 asked" would suggest that nothing was sent.
  progress: ({ max }, { posts }) => posts.length > 0 ? `${posts.length} of ${plural(max, 'question')} asked` : '',
  stamp: 'Sent',
}
