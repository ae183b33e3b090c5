import type { EstimateAnswer } from '../../../core/kinds/estimate.ts'

/** The form holds the whole answer. What is no number is told so. */
export function answerFrom(form: URLSearchParams): EstimateAnswer {
  const written = form.get('number') ?? ''
  return { kind: 'estimate', number: written.trim() === '' ? Number.NaN : Number(written) }
}
