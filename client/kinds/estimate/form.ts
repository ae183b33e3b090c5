import type { EstimateAnswer } from '../../../core/kinds/estimate.ts'

/** The form holds the whole answer. What is no number becomes NaN, which the server refuses and `problem` explains. */
export function answerFrom(form: URLSearchParams): EstimateAnswer {
  const written = form.get('number') ?? ''
  return { kind: 'estimate', number: written.trim() === '' ? Number.NaN : Number(written) }
}
