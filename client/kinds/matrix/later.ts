import type { MatrixAnswer, MatrixPoll, MatrixResult } from '../../../core/kinds/matrix.ts'
import type { LaterPhoneKind } from '../shared/phone-kind.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { ordinal } from '../../link/ordinal.ts'
import { optionLines, ownOptions } from '../shared/option-lines.ts'
import { answerFrom } from './form.ts'
import MatrixInput from './MatrixInput.vue'

const placeWords = ({ x, y }: MatrixPoll, [across, up]: readonly [number | string, number | string]) => `${x.label} ${across}, ${y.label} ${up}`

export const matrix: LaterPhoneKind<MatrixPoll, MatrixAnswer, MatrixResult> = {
  first: { Input: MatrixInput, answerFrom },
  own: (def, { places }) => ownOptions(def, id => places[id] && placeWords(def, places[id])),
  lines: (def, result, { places }) => optionLines(def, byRank(result), {
    // The same number as on the slide and while voting.
    number: row => String(def.options.findIndex(({ id }) => id === row.id) + 1),
    more: ({ rank, place }) => place ? `${ordinal(rank!)}: ${placeWords(def, [place.x.toFixed(1), place.y.toFixed(1)])}` : 'placed by nobody',
    reach: ({ share }) => share,
    own: id => places[id] && `Your ${placeWords(def, places[id]).toLowerCase()}`,
  }),
}
