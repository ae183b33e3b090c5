import type { ChoiceAnswer } from '../../../core/kinds/choice.ts'

/** The form contains the whole answer: every picked option. */
export function answerFrom(form: URLSearchParams): ChoiceAnswer {
  return { kind: 'choice', options: form.getAll('pick') }
}
