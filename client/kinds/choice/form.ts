import type { ChoiceAnswer } from '../../../core/kinds/choice.ts'

/** The form holds the whole answer: each option that is picked. */
export function answerFrom(form: URLSearchParams): ChoiceAnswer {
  return { kind: 'choice', options: form.getAll('pick') }
}
