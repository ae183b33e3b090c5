import type { MatrixPoll, MatrixResult } from '../../../core/kinds/matrix.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { peekAt } from '../shared/peek.ts'
import MatrixPlot from './MatrixPlot.vue'

export const matrix: SlideKind<MatrixPoll, MatrixResult> = {
  instruction: ({ x, y }) => `Place each by ${x.label.toLowerCase()} and ${y.label.toLowerCase()}`,
  drawing: { component: MatrixPlot },
  sight: 'the plot',
  peek: (def, result) => peekAt(def, byRank(result), ({ place }) => `${place!.x.toFixed(1)} × ${place!.y.toFixed(1)}`, ({ share }) => share),
}
