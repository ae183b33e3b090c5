import type { EstimateAnswer, EstimatePoll, EstimateResult } from '../../../core/kinds/estimate.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import EstimateInput from './EstimateInput.vue'
import { answerFrom } from './form.ts'
import { numberWords, withUnit } from './number.ts'

export const estimate: LaterPhoneKind<EstimatePoll, EstimateAnswer, EstimateResult> = {
  first: { Input: EstimateInput, answerFrom },
  own: ({ unit }, { number }) => number === null ? [] : [{ id: 'estimate', label: withUnit(number, unit), given: '' }],
  right: ({ right }) => right?.voters,
  lines: ({ unit }, { rows, right }, { number }) => [
    ...rows.map(({ id, median, lowerQuartile, upperQuartile }) => ({
      id,
      label: 'The middle answer',
      number: numberWords(median),
      more: `half say ${numberWords(lowerQuartile)} to ${withUnit(upperQuartile, unit)}`,
      reach: null,
      own: number === null ? '' : `You said ${numberWords(number)}`,
    })),
    ...right ? [{ id: 'right', label: right.within > 0 ? `Right, give or take ${numberWords(right.within)}` : 'Right', number: numberWords(right.number), more: '', reach: null, own: '' }] : [],
  ],
}
