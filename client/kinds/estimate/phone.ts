import type { EstimateAnswer, EstimatePoll } from '../../../core/kinds/estimate.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { estimateAnswers } from '../../../core/kinds/estimate.ts'

export const estimate: PhoneKind<EstimatePoll, EstimateAnswer> = {
  ...estimateAnswers,
  task: () => 'Give your number',
  limit: ({ min, max }) => `From ${min} to ${max}.`,
  progress: ({ unit = '' }, { number }) => number === null ? '' : `You said ${number} ${unit}`.trim(),
  stamp: 'Counted',
}
