import type { WordsAnswer, WordsPoll, WordsResult } from '../../../core/kinds/words.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { clean, keyOf } from '../../../core/words/text.ts'
import { answerFrom } from './form.ts'
import WordsInput from './WordsInput.vue'

export const words: LaterPhoneKind<WordsPoll, WordsAnswer, WordsResult> = {
  first: { Input: WordsInput, answerFrom },
  own: (_, { words }) => words.map(word => ({ id: word, label: clean(word), given: '' })),
  lines(_, result, { words }) {
    const own = new Set(words.map(keyOf))
    return byRank(result).map(({ id, label, voters, share }) => ({ id, label, number: String(voters), more: voters === 1 ? 'person' : 'people', reach: share, own: own.has(id) ? 'Yours' : '' }))
  },
}
