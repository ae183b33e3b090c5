import type { ScaleAnswer, ScalePoll, ScaleResult } from '../../../core/kinds/scale.ts'
import type { LaterPhoneKind } from '../phone-kind.ts'
import { ownOptions } from '../option-lines.ts'
import ResultScale from './ResultScale.vue'

export const scale: LaterPhoneKind<ScalePoll, ScaleAnswer, ScaleResult> = {
  own: (def, { levels }) => ownOptions(def, id => levels[id] ? `${levels[id]} ${def.levels[levels[id] - 1]}` : undefined),
  Result: ResultScale,
}
