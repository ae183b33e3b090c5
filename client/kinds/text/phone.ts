import type { TextAnswer, TextPoll } from '../../../core/kinds/text.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { textAnswers } from '../../../core/kinds/text.ts'
import { writingLimit } from '../shared/phone-kind.ts'

export const text: PhoneKind<TextPoll, TextAnswer> = {
  ...textAnswers,
  task: ({ max }) => max === 1 ? 'Write it down' : `Write up to ${max}`,
  limit: writingLimit,
  progress: ({ max }, { posts }) => `${posts.length} of ${max} written`,
  stamp: 'Sent',
}
