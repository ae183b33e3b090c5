import type { TextAnswer, TextPoll, TextResult } from '../../../core/kinds/text.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import { inOrder } from '../../../core/kinds/shared/written.ts'
import { clean } from '../../../core/words/text.ts'
import { answerFrom } from './form.ts'
import TextInput from './TextInput.vue'

export const text: LaterPhoneKind<TextPoll, TextAnswer, TextResult> = {
  first: { Input: TextInput, answerFrom },
  own: (_, { posts }) => posts.map(({ id, text }) => ({ id, label: clean(text), given: '' })),
  lines: (_, { rows }, { posts }) => inOrder(rows).map(({ id, label }) => ({ id, label, number: '', more: '', reach: null, own: posts.some(post => post.id === id) ? 'Yours' : '' })),
}
