import type { OptionPoll, ScalePoll } from '../../../core/kinds/poll.ts'
import type { Arrangement, Item, Look } from '../../draw/arrange.ts'
import type { Space } from '../../draw/canvas.ts'
import type { Facts } from '../../draw/facts.ts'
import { heightsOf, PAGER } from '../../draw/arrange.ts'
import { fewLevels } from '../scale/levels.ts'

/** How a poll's options are drawn. */
export type RowsLook = 'list' | 'cards' | 'bars' | 'scale'

/** A way to set rows, with the columns of a grid that one of them takes. */
export interface RowLook extends Look {
  name: string
  tracks: string[]
  /** What belongs to a bar stands at its end, and not at the end of the label's line. */
  factsAtBar?: boolean
}

/** From here on, cards in two columns are easier to take in than a list. */
const MANY = 6
/** Room for a mark is kept behind every label, so that no size jumps when a mark moves. */
const MARK = ' widest spread'
const RIGHT = ' right'
/** Pixels of a letter of the facts' face, by their size. */
const FACT = 0.56
/** Between two columns of rows. */
const GAP = 44
/** Of a scale's chart. */
export const CHART_WIDTH = 500
const [LEAST_CHART, MOST_CHART] = [36, 66]
/** Where all rows stand on one page, each beside its label, they share what is left. */
const ROOMY_CHART = 160
/** The line under a chart with its mean. */
const MEAN_LINE = 17
/** Of a row, what is above and below its chart. */
const AROUND_CHART = 10
/** Narrower than this, what stands beside a label elsewhere stands below it. */
const NARROW = 700

export function lookOf({ kind, options }: OptionPoll, hasResult: boolean): RowsLook {
  if (hasResult)
    return kind === 'scale' ? 'scale' : 'bars'
  return options.length >= MANY && options.every(({ detail }) => detail) ? 'cards' : 'list'
}

/** What each row has to have room for. */
export function itemsOf({ options }: OptionPoll, look: RowsLook, right: readonly string[] | undefined): Item[] {
  const mark = look === 'scale' ? MARK : look === 'bars' && right ? RIGHT : ''
  return options.map(({ label, detail }) => ({ label: label + mark, ...(look === 'list' || look === 'cards') && { detail } }))
}

/** The size of the number that counts, beside labels of a size. */
export function numberSize(size: number): number {
  return Math.max(28, Math.min(46, Math.round(size * 1.15)))
}

/** An option's label over its bar, with the facts at the end of the line; or rows beside each other, with the facts at the end of the bar. */
export function barLooks(facts: readonly Facts[], { width }: Space): RowLook[] {
  const longest = (text: (facts: Facts) => string) => Math.max(...facts.map(fact => text(fact).length))
  const number = longest(({ number }) => number) * 22 + 24
  const letters = longest(({ more, was }) => was ? `${more} was ${was.number} ${was.move}` : more)
  const tight = { factsAtBar: true, beside: 46 + number, around: 34, least: 61, largest: 38, comfortable: 24, tracks: ['46px', 'minmax(0, 1fr)', 'auto', 'auto'] }
  if (width < NARROW)
    return [{ name: 'narrow', columns: 1, gap: 0, ...tight }]
  return [
    { name: 'row', columns: 1, gap: 0, beside: 52 + number + letters * 22 * FACT + 26, around: 34, least: 61, largest: 44, comfortable: 25, tracks: ['52px', 'minmax(0, 1fr)', 'auto', 'auto'] },
    { name: 'narrow', columns: 1, gap: 0, ...tight, comfortable: 28 },
    { name: 'half', columns: 2, gap: GAP, ...tight },
  ]
}

/** Options before there is a result. */
export function listLooks(look: RowsLook): RowLook[] {
  if (look === 'cards')
    return [{ name: 'cards', columns: 2, gap: 12, beside: 70, besideDetail: 36, around: 22, least: 60, largest: 40, comfortable: 22, tracks: ['minmax(0, 1fr)'] }, ...listLooks('list')]
  return [
    { name: 'list', columns: 1, gap: 0, beside: 54, around: 12, least: 38, largest: 56, comfortable: 30, tracks: ['minmax(0, 1fr)'] },
    { name: 'lists', columns: 2, gap: GAP, beside: 48, around: 8, least: 34, largest: 40, comfortable: 25, tracks: ['minmax(0, 1fr)'] },
  ]
}

/**
 * A statement beside the chart of its ratings, or above it where there is no room beside it.
 * @param isSecond the mean of the round before stands with it
 */
export function scaleLooks(def: ScalePoll, { width }: Space, isSecond: boolean): RowLook[] {
  const few = fewLevels(def)
  const chart = few ? 38 + (isSecond ? 26 : 0) : Math.max(LEAST_CHART + MEAN_LINE, isSecond ? 70 : 0)
  if (width < NARROW)
    return [{ name: 'stacked', columns: 1, gap: 0, beside: 4, around: chart + 16, least: chart + 42, largest: 34, comfortable: 24, tracks: ['minmax(0, 1fr)'] }]
  return [{ name: 'beside', columns: 1, gap: 0, beside: CHART_WIDTH + 28, around: 10, least: chart + 9, largest: 48, comfortable: 24, tracks: ['minmax(0, 1fr)'] }]
}

/**
 * The height of a chart's columns with their counts, the same for all rows.
 * @param items all rows, as they are arranged
 * @param isTight what was drawn with larger charts turned out too large
 */
export function chartHeight(items: readonly Item[], space: Space, { look, size, pages }: Arrangement<RowLook>, isTight: boolean): number {
  const left = pages > 1 ? space.height - PAGER : space.height
  const evenly = left / Math.ceil(items.length / pages)
  const isRoomy = pages === 1 && look.name === 'beside' && !isTight
  const row = isRoomy ? Math.min(ROOMY_CHART + MEAN_LINE + AROUND_CHART, leastBeside(heightsOf(items, { ...look, least: 0 }, size, space), left)) : evenly
  return Math.max(LEAST_CHART, Math.min(isRoomy ? ROOMY_CHART : MOST_CHART, Math.floor(row - MEAN_LINE - AROUND_CHART)))
}

/** What each row gets where some need more for their labels. */
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
