import type { ScalePoll } from '../../../core/kinds/scale.ts'
import { describe, expect, it } from 'vitest'
import { arrange, heightsOf } from '../../../client/draw/arrange.ts'
import { chartHeight, chartLooks } from '../../../client/kinds/scale/draw/charts.ts'
import * as kinds from '../../support/polls/polls.ts'

const def = { ...kinds.scale, levels: ['Never', 'Rarely', 'Sometimes', 'Often', 'Always'] } as ScalePoll
const space = { width: 1200, height: 530 }
const long = 'Security reviews arrive after the release train has left, and nobody knows how to stop it. '.repeat(2)

/** The chart of each of these statements, and what all rows take with it. */
function charts(labels: string[], { width, height } = space, isTight = false) {
  const items = labels.map(label => ({ label }))
  const arrangement = arrange(items, { width, height }, chartLooks(def, { width, height }, false))
  const chart = chartHeight(items, { width, height }, arrangement, isTight)
  const rows = heightsOf(items, { ...arrangement.look, least: chart + 26 }, arrangement.size, { width, height })
  return { chart, pages: arrangement.pages, taken: rows.reduce((sum, row) => sum + row, 0) }
}

describe('the charts of a scale', () => {
  it.each([[1, 160], [2, 160], [3, 149], [8, 39]])('share the height with %i statements', (count, expected) => {
    expect(charts(Array.from<string>({ length: count }).fill('Deploy')).chart).toBe(expected)
  })

  it('get lower beside high labels', () => {
    const { chart, pages, taken } = charts([long, long, ...Array.from<string>({ length: 4 }).fill('Deploy')])
    expect(pages).toBe(1)
    expect(chart).toBeLessThan(530 / 6 - 27)
    expect(taken).toBeLessThanOrEqual(530)
  })

  it('stay low below labels, on several pages, and if larger ones didn\'t fit', () => {
    expect(charts(['Build', 'Test'], { width: 560, height: 530 }).chart).toBe(66)
    expect(charts(['Build', 'Test'], space, true).chart).toBe(66)
    const many = charts(Array.from({ length: 20 }, (_, index) => `${long} ${index}`))
    expect(many.pages).toBeGreaterThan(1)
    expect(many.chart).toBeLessThanOrEqual(66)
  })
})
