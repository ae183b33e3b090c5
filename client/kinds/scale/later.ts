import type { ScaleAnswer, ScalePoll, ScaleResult } from '../../../core/kinds/scale.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import { ownOptions } from '../shared/option-lines.ts'
import ResultScale from './ResultScale.vue'

function given({ levels, unsure }: ScalePoll, level: number | undefined): string | undefined {
  return level ? `${level} ${levels[level - 1]}` : level === 0 ? unsure : undefined
}

export const scale: LaterPhoneKind<ScalePoll, ScaleAnswer, ScaleResult> = {
  own: (def, { levels }) => ownOptions(def, id => given(def, levels[id])),
  Result: ResultScale,
}
