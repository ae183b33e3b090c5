import type { DotsAnswer, DotsPoll } from '../../../core/kinds/dots.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { dotsAnswers } from '../../../core/kinds/dots.ts'
import { plural } from '../../../core/words/plural.ts'
import { leftOf } from '../shared/amounts/purse.ts'
import DotsInput from './DotsInput.vue'
import { answerFrom, purseOf } from './form.ts'

const left = (def: DotsPoll, { dots }: DotsAnswer) => leftOf(purseOf(def), dots)

export const dots: PhoneKind<DotsPoll, DotsAnswer> = {
  ...dotsAnswers,
  task: ({ dots }) => dots === 1 ? 'Place your dot' : `Spend your ${dots} dots`,
  limit: ({ dots, perOption }) => perOption < dots ? `${perOption} at most on one line.` : '',
  progress: (def, answer) => left(def, answer) === 0 ? 'All dots placed' : `${left(def, answer)} of ${plural(def.dots, 'dot')} left`,
  isPartial: (def, answer) => left(def, answer) > 0,
  stamp: 'Counted',
  dots: (def, answer) => Array.from({ length: def.dots }, (_, index) => index < left(def, answer)),
  first: { Input: DotsInput, answerFrom },
}
