import type { PointsAnswer, PointsPoll } from '../../../core/kinds/points.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { pointsAnswers } from '../../../core/kinds/points.ts'
import { leftOf } from '../shared/amounts/purse.ts'
import { answerFrom, purseOf } from './form.ts'
import PointsInput from './PointsInput.vue'

export const points: PhoneKind<PointsPoll, PointsAnswer> = {
  ...pointsAnswers,
  task: ({ points }) => `Divide your ${points} points`,
  limit: () => '',
  progress(def, { points }) {
    const left = leftOf(purseOf(def), points)
    return left === 0 ? 'All points given' : `${left} of ${def.points} points left`
  },
  isPartial: (def, { points }) => leftOf(purseOf(def), points) > 0,
  stamp: 'Counted',
  first: { Input: PointsInput, answerFrom },
}
