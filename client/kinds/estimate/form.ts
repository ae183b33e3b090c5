import type { EstimateAnswer } from '../../../core/kinds/estimate.ts'

/** The form contains the whole answer. The core refuses what is not a number. */
export function answerFrom(form: URLSearchParams): EstimateAnswer {
  const written = form.get('number') ?? ''
  return { kind: 'estimate', number: written.trim() === '' ? Number.NaN : Number(written) }
}
