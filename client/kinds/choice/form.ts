/** The form holds the whole answer: each option that is picked. */
export function answerFrom(form: URLSearchParams): string[] {
  return form.getAll('pick')
}
