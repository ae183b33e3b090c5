import type { PointsAnswer, PointsPoll } from '../../../core/kinds/points.ts'
import type { PhoneKind } from '../phone-kind.ts'
import { pointsAnswers } from '../../../core/kinds/points.ts'
import { sum } from '../../../core/kinds/with-options.ts'
import { answerFrom } from './form.ts'
import PointsInput from './PointsInput.vue'

export const points: PhoneKind<PointsPoll, PointsAnswer> = {
  ...pointsAnswers,
  task: ({ points }) => `Divide your ${points} points`,
  limit: () => '',
  progress({ points: all }, { points }) {
    const given = sum(Object.values(points))
    return given === all ? 'All points given' : `${all - given} of ${all} points left`
  },
  stamp: 'Counted',
  first: { Input: PointsInput, answerFrom },
}
