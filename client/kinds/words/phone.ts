import type { WordsAnswer, WordsPoll } from '../../../core/kinds/words.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { wordsAnswers } from '../../../core/kinds/words.ts'
import { writingLimit } from '../shared/phone-kind.ts'

export const words: PhoneKind<WordsPoll, WordsAnswer> = {
  ...wordsAnswers,
  task: ({ max }) => max === 1 ? 'Send one word' : `Send up to ${max} words`,
  limit: writingLimit,
  progress: ({ max }, { words }) => `${words.length} of ${max} written`,
  stamp: 'Sent',
}
