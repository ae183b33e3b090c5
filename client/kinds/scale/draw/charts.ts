import type { ScalePoll, ScaleResult } from '../../../../core/kinds/scale.ts'
import type { Arrangement, Item } from '../../../draw/arrange.ts'
import type { Space } from '../../../draw/canvas.ts'
import type { RowLook, Rows } from '../../shared/rows/rows.ts'
import { rowOf } from '../../../../core/kinds/shared/with-options.ts'
import { heightsOf, PAGER } from '../../../draw/arrange.ts'
import { NARROW } from '../../shared/rows/bars.ts'
import { fewLevels } from '../levels.ts'
import { flagsOf } from './flags.ts'
import ScaleLegend from './ScaleLegend.vue'
import ScaleRow from './ScaleRow.vue'

/** Space for the mark is reserved behind every label, so that sizes don't change when a mark moves. */
const MARK = ' two camps'
const CHART_WIDTH = 500
const [LEAST_CHART, MOST_CHART] = [36, 66]
/** The maximum height of a chart if all rows are on one page, each beside its label. */
const ROOMY_CHART = 160
/** The line under a chart with its median. */
const MEDIAN_LINE = 17
/** The vertical padding of a chart in its row. */
const AROUND_CHART = 10

/** Draws every option as a statement with a chart of its ratings. */
export const charts: Rows<ScalePoll, ScaleResult> = {
  name: 'charts',
  isRanked: true,
  mark: () => MARK,
  component: ScaleRow,
  draw(def, result, previous) {
    const flags = flagsOf(result)
    return {
      looks: space => chartLooks(def, space, previous !== undefined),
      props: id => ({
        def,
        row: rowOf(result, id),
        before: previous?.rows.find(row => row.id === id)?.median ?? null,
        flags: flags.get(id) ?? [],
      }),
    }
  },
  legend: ScaleLegend,
  chartHeight,
}

/**
 * A statement beside the chart of its ratings, or above it in little space.
 * @param isSecond the chart also shows the median of the previous round
 */
export function chartLooks(def: ScalePoll, { width }: Space, isSecond: boolean): RowLook[] {
  const few = fewLevels(def)
  const chart = few ? 38 + (isSecond ? 26 : 0) : Math.max(LEAST_CHART + MEDIAN_LINE, isSecond ? 70 : 0)
  if (width < NARROW)
    return [{ name: 'stacked', columns: 1, gap: 0, beside: 4, around: chart + 16, least: chart + 42, largest: 34, comfortable: 24, tracks: ['minmax(0, 1fr)'] }]
  return [{ name: 'beside', columns: 1, gap: 0, beside: CHART_WIDTH + 28, around: 10, least: chart + 9, largest: 48, comfortable: 24, tracks: ['minmax(0, 1fr)'] }]
}

/**
 * The height of a chart's columns with their counts, the same for all rows.
 * @param items all rows, in drawing order
 * @param isTight larger charts were tried and didn't fit
 */
export function chartHeight(items: readonly Item[], space: Space, { look, size, pages }: Arrangement<RowLook>, isTight: boolean): number {
  const left = pages > 1 ? space.height - PAGER : space.height
  const evenly = left / Math.ceil(items.length / pages)
  const isRoomy = pages === 1 && look.name === 'beside' && !isTight
  const row = isRoomy ? Math.min(ROOMY_CHART + MEDIAN_LINE + AROUND_CHART, leastBeside(heightsOf(items, { ...look, least: 0 }, size, space), left)) : evenly
  return Math.max(LEAST_CHART, Math.min(isRoomy ? ROOMY_CHART : MOST_CHART, Math.floor(row - MEDIAN_LINE - AROUND_CHART)))
}

/** The height of each remaining row if rows with high labels take more than an equal share. */
function leastBeside(labels: readonly number[], height: number): number {
  const highestFirst = labels.toSorted((a, b) => b - a)
  let left = height
  for (const [index, label] of highestFirst.entries()) {
    const share = left / (labels.length - index)
    if (label <= share)
      return share
    left -= label
  }
  return 0
}
