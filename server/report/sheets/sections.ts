import type { Buffer } from 'node:buffer'
import type { Sheet } from 'write-excel-file/node'
import type { WorkshopResults } from '../results/results.schema.ts'
import type { Column } from './sheet.ts'
import { DATE, dateOf, DECIMAL, sheetOf } from './sheet.ts'

type Section = WorkshopResults['sections'][number]
type Comparison = NonNullable<WorkshopResults['comparison']>

const MEASURES: Record<Section['cells'][number]['measure'], string> = {
  practices: 'How well we do',
  bottlenecks: 'Where it hurts',
  questions: 'What we can\'t answer',
  owner: 'Who owns it',
  agreement: 'Where we agree',
}

const SECTIONS: Column<Section>[] = [
  { title: 'Section', width: 24, value: ({ topic }) => topic },
  { title: 'Median', width: 10, value: ({ axis }) => axis.median, format: DECIMAL },
  { title: 'Lower quartile', width: 10, value: ({ axis }) => axis.quartiles?.[0], format: DECIMAL },
  { title: 'Upper quartile', width: 10, value: ({ axis }) => axis.quartiles?.[1], format: DECIMAL },
  { title: 'Of levels', width: 8, value: ({ axis }) => axis.levels || null },
  { title: 'Rated by', width: 8, value: ({ axis }) => axis.voters || null },
  ...Object.entries(MEASURES).map(([measure, title]): Column<Section> => ({ title, width: 24, value: ({ cells }) => cells.find(cell => cell.measure === measure)?.words })),
]

/** The radar and the heat map; no sheet for a deck without sections. */
export function sectionSheet({ sections }: WorkshopResults): Sheet<Buffer>[] {
  return sections.length > 0 ? [sheetOf('Sections', SECTIONS, sections)] : []
}

/** Statements that split the room, or its roles; no sheet where none does. */
export function disagreementSheet({ disagreements: { camps, roles } }: WorkshopResults): Sheet<Buffer>[] {
  const lines = [
    ...camps.map(({ low, high, ...rated }) => ({ ...rated, one: `${low.ratings}: ${low.levels.join(', ')}`, other: `${high.ratings}: ${high.levels.join(', ')}` })),
    ...roles.map(({ low, high, ...rated }) => ({ ...rated, one: `${low.labels.join(', ')} ${low.value.toFixed(1)}`, other: `${high.labels.join(', ')} ${high.value.toFixed(1)}` })),
  ]
  return lines.length > 0
    ? [sheetOf('Disagreements', [
        { title: 'Section', width: 24, value: ({ topic }) => topic },
        { title: 'Statement', width: 60, value: ({ label }) => label },
        { title: 'Low', width: 32, value: ({ one }) => one },
        { title: 'High', width: 32, value: ({ other }) => other },
        { title: 'To ask', width: 60, value: ({ question }) => question },
      ], lines)]
    : []
}

/** Last time's plan, and what has moved since; no sheets without a last time. */
export function comparisonSheets({ comparison }: WorkshopResults): Sheet<Buffer>[] {
  return comparison ? [lastPlanSheet(comparison), movedSheet(comparison)] : []
}

function lastPlanSheet({ actions }: Comparison): Sheet<Buffer> {
  const became: Record<NonNullable<Comparison['actions'][number]['became']>, string> = { done: 'Done', dropped: 'Dropped', open: 'Still open' }
  return sheetOf('Last plan', [
    { title: 'Action', width: 60, value: ({ text }) => text },
    { title: 'Owner', width: 20, value: ({ owner }) => owner },
    { title: 'Due', width: 12, value: ({ due }) => due && dateOf(due), format: DATE },
    { title: 'What became of it', width: 16, value: action => action.became && became[action.became] },
    { title: 'The room said', width: 48, value: ({ taps }) => taps?.map(({ label, count }) => `${label} ${count}`).join(', ') },
  ], actions)
}

function movedSheet({ moved: { ratings, options, owners } }: Comparison): Sheet<Buffer> {
  const ownerWords = ({ state, leading }: (typeof owners)[number]['now']) => `${state}: ${leading.map(({ id, count }) => `${id} ${count}`).join(', ')}`
  const lines = [
    ...ratings.map(({ then, now, ...both }) => ({ ...both, what: 'Median of all statements', then: then.median, now: now.median })),
    ...options.map(({ then, now, label, ...both }) => ({ ...both, what: label, then: then.named, now: now.named })),
    ...owners.map(({ then, now, ...both }) => ({ ...both, what: 'Owner', then: ownerWords(then), now: ownerWords(now) })),
  ]
  return sheetOf('What moved', [
    { title: 'Topic', width: 20, value: ({ topic }) => topic },
    { title: 'Poll', width: 36, value: ({ title }) => title },
    { title: 'What', width: 60, value: ({ what }) => what },
    { title: 'Then', width: 16, value: ({ then }) => then, format: '0.##' },
    { title: 'Now', width: 16, value: ({ now }) => now, format: '0.##' },
    { title: 'Voters then', width: 10, value: ({ voters }) => voters.then },
    { title: 'Voters now', width: 10, value: ({ voters }) => voters.now },
    { title: 'Ballots', width: 10, value: ({ ballots }) => ballots },
    { title: 'More than a few ballots', width: 12, value: ({ hasMoved }) => hasMoved ? 'yes' : 'no' },
  ], lines)
}
