import type { Buffer } from 'node:buffer'
import type { Row, Sheet } from 'write-excel-file/node'
import type { Summary, WorkshopResults } from '../results/results.schema.ts'
import { closeAcross } from '../../../core/kinds/dots.ts'
import { OWNERSHIP_TITLES } from '../../../core/views/owners.ts'
import { swapWords } from '../../../core/words/swap-words.ts'
import { dayOfWorkshop } from '../days.ts'
import { cellOf, DATE, dateOf, DECIMAL, headings, SHARE, sheetText } from './sheet.ts'

/** What is listed of each; the other sheets have the rest. */
const MOST = 10

/** The first sheet: what somebody wants to know who opens only this one. */
export function summarySheet(results: WorkshopResults): Sheet<Buffer> {
  const { workshop, run, summary, actions } = results
  const planned = run?.parts.reduce((sum, { minutes }) => sum + minutes, 0)
  const isTimed = run?.parts.some(({ seconds }) => seconds !== null)
  const actual = isTimed ? run!.parts.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0) / 60 : undefined
  const facts: Row[] = [
    fact('Date', cellOf(dateOf(dayOfWorkshop(workshop)), DATE)),
    fact('Voters', cellOf(workshop.voters)),
    ...run ? [fact('Route', cellOf(run.route.title)), fact('Planned minutes', cellOf(planned)), fact('Actual minutes', cellOf(actual, '0'))] : [],
    fact('Workshop', cellOf(workshop.id)),
  ]
  return {
    sheet: 'Summary',
    data: [
      [{ value: sheetText(workshop.title), type: String, fontWeight: 'bold', fontSize: 16, height: 24 }],
      ...facts,
      ...block(['What slows us', 'Topic', 'Share of voters', 'Named by', 'Of voters', 'Dots'], summary.bottlenecks.slice(0, MOST).map(({ label, topic, share, voters, of, dots }) => [
        cellOf(label),
        cellOf(topic),
        cellOf(share, SHARE),
        cellOf(voters),
        cellOf(of),
        cellOf(dots),
      ]), closeWords(summary.bottlenecks)),
      ...block(['How true it is of us', 'Topic', 'Median', 'Of levels', 'Rated by'], summary.practices.slice(0, MOST).map(({ label, topic, median, levels, voters }) => [
        cellOf(label),
        cellOf(topic),
        cellOf(median, DECIMAL),
        cellOf(levels),
        cellOf(voters),
      ])),
      ...block(['Who owns what', 'Answer', 'First', 'Votes', 'Of voters'], summary.owners.map(({ topic, poll, state, leading, voters }) => [
        cellOf(topic ?? poll),
        cellOf(OWNERSHIP_TITLES[state]),
        cellOf(leading.map(({ label }) => label).join(', ')),
        cellOf(leading.map(({ count }) => count).join(', ')),
        cellOf(voters),
      ])),
      ...block(['Who does what, by when', 'Owner', 'Due', 'Confidence'], actions.map(({ text, owner, due, confidence }) => [
        cellOf(text),
        cellOf(owner),
        cellOf(due && dateOf(due), DATE),
        cellOf(confidence?.median, DECIMAL),
      ])),
    ],
    columns: [60, 24, 16, 12, 12, 12].map(width => ({ width })),
    stickyRowsCount: 1,
  }
}

function fact(name: string, value: Row[number]): Row {
  return [{ value: name, fontWeight: 'bold' }, value]
}

/** Under headings, after an empty row, with a note below; nothing where there are no rows. */
function block(titles: readonly string[], rows: Row[], note?: string): Row[] {
  return rows.length > 0 ? [[], headings(titles), ...rows, ...note ? [[cellOf(note)]] : []] : []
}

/** What the slide says beside this list. [S5] */
function closeWords(bottlenecks: Summary['bottlenecks']): string | undefined {
  const ballots = closeAcross(bottlenecks.map(({ of, ...option }) => ({ ...option, pollVoters: of })))
  return ballots === undefined ? undefined : swapWords({ options: bottlenecks.filter(({ rank }) => rank === 1).map(({ option }) => option), ballots })
}
