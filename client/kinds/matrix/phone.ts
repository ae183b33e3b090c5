import type { MatrixAnswer, MatrixPoll } from '../../../core/kinds/matrix.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { matrixAnswers } from '../../../core/kinds/matrix.ts'
import { howMany } from '../shared/phone-kind.ts'

const progress = ({ options }: MatrixPoll, { places }: MatrixAnswer) => howMany(Object.keys(places).length, options.length, 'placed')

export const matrix: PhoneKind<MatrixPoll, MatrixAnswer> = {
  ...matrixAnswers,
  task: () => 'Tap a square for each',
  limit: def => progress(def, matrixAnswers.empty),
  progress,
  isPartial: ({ options }, { places }) => Object.keys(places).length < options.length,
  stamp: 'Counted',
}
