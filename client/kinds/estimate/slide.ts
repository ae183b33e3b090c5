import type { EstimatePoll, EstimateResult } from '../../../core/kinds/estimate.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import EstimatePlot from './EstimatePlot.vue'
import { numberWords, shortNumber, withUnit } from './number.ts'

const LINES = [
  { id: 'upperQuartile', label: 'A quarter say this or more' },
  { id: 'median', label: 'The middle answer' },
  { id: 'lowerQuartile', label: 'A quarter say this or less' },
] as const

export const estimate: SlideKind<EstimatePoll, EstimateResult> = {
  instruction: ({ min, max, unit }) => `A number from ${numberWords(min)} to ${withUnit(max, unit)}`,
  invitation: 'What would you say? Give one number. Nobody sees whose it is.',
  drawing: { component: EstimatePlot },
  sight: 'the histogram',
  byRole: {
    lines: () => [...LINES],
    ends: ({ min, max }) => [min, max],
    endWords: ({ min, max, unit }) => [withUnit(min, unit), withUnit(max, unit)],
    value: shortNumber,
    step: ({ step }) => step,
    ofAll: ({ rows: [row] }, id) => row ? shortNumber(row[id as 'median']) : '–',
  },
  peek: ({ unit, min, max }, { rows: [row] }) => row
    ? LINES.map(({ id, label }) => ({ id, label, number: withUnit(row[id], unit), reach: (row[id] - min) / (max - min) }))
    : [],
}
