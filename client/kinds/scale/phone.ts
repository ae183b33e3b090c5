import type { ScaleAnswer, ScalePoll } from '../../../core/kinds/scale.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { scaleAnswers } from '../../../core/kinds/scale.ts'
import { howMany } from '../shared/phone-kind.ts'
import { answerFrom } from './form.ts'
import ScaleInput from './ScaleInput.vue'

const progress = ({ options }: ScalePoll, { levels }: ScaleAnswer) => howMany(Object.keys(levels).length, options.length, 'rated')

export const scale: PhoneKind<ScalePoll, ScaleAnswer> = {
  ...scaleAnswers,
  task: ({ options }) => options.length === 1 ? 'Tap a level' : 'Tap a level on each line',
  limit: def => progress(def, scaleAnswers.empty),
  progress,
  isPartial: ({ options }, { levels }) => Object.keys(levels).length < options.length,
  stamp: 'Counted',
  first: { Input: ScaleInput, answerFrom },
}
