import type { ChoiceAnswer, ChoicePoll } from '../../../core/kinds/choice.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { choiceAnswers } from '../../../core/kinds/choice.ts'
import ChoiceInput from './ChoiceInput.vue'
import { answerFrom } from './form.ts'

export const choice: PhoneKind<ChoicePoll, ChoiceAnswer> = {
  ...choiceAnswers,
  task: ({ max }) => max === 1 ? 'Tap one' : `Tap up to ${max}`,
  limit: () => '',
  progress: ({ max }, { options }) => max > 1 ? `${options.length} of ${max} picked` : options.length > 0 ? 'You can still change it' : '',
  stamp: 'Counted',
  first: { Input: ChoiceInput, answerFrom: (_, form) => answerFrom(form) },
}
