import type { Buffer } from 'node:buffer'
import type { Sheet } from 'write-excel-file/node'
import type { WorkshopResults } from '../results/results.schema.ts'
import type { Column } from './sheet.ts'
import { DECIMAL, sheetOf } from './sheet.ts'

type Section = WorkshopResults['sections'][number]

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
