import type { Buffer } from 'node:buffer'
import type { Sheet } from 'write-excel-file/node'
import type { ActionResults, WorkshopResults } from '../results/results.schema.ts'
import type { Column } from './sheet.ts'
import { DATE, dateOf, DECIMAL, SHARE, sheetOf } from './sheet.ts'

const PLAN: Column<ActionResults>[] = [
  { title: 'Action', width: 60, value: ({ text }) => text },
  { title: 'Owner', width: 20, value: ({ owner }) => owner },
  { title: 'Due', width: 12, value: ({ due }) => due && dateOf(due), format: DATE },
  { title: 'Could block it', width: 36, value: ({ blocker }) => blocker },
  { title: 'Sponsor', width: 20, value: ({ sponsor }) => sponsor },
  { title: 'Comes from', width: 48, value: ({ evidence }) => evidence && [evidence.topic, evidence.label].filter(Boolean).join(': ') },
  { title: 'Named by', width: 12, value: ({ evidence }) => evidence?.voters },
  { title: 'Of voters', width: 12, value: ({ evidence }) => evidence?.of },
  { title: 'Share of voters', width: 12, value: ({ evidence }) => evidence && evidence.voters / evidence.of, format: SHARE },
  { title: 'Confidence', width: 12, value: ({ confidence }) => confidence?.median, format: DECIMAL },
  { title: 'Confidence asked of', width: 12, value: ({ confidence }) => confidence?.voters },
  { title: 'To be made smaller', width: 12, value: ({ confidence }) => confidence && (confidence.isLow ? 'yes' : 'no') },
  { title: 'On a plan since', width: 14, value: ({ carriedOver }) => carriedOver && new Date(carriedOver.since), format: DATE },
]

/** Who does what, by when. */
export function planSheet({ actions }: WorkshopResults): Sheet<Buffer> {
  return sheetOf('Plan', PLAN, actions)
}

/** How the workshop was run; no sheet where the deck has no routes. */
export function runSheet({ run }: WorkshopResults): Sheet<Buffer>[] {
  return run
    ? [sheetOf('Run', [
        { title: 'Part', width: 36, value: ({ title }) => title },
        { title: 'Planned minutes', width: 12, value: ({ minutes }) => minutes },
        { title: 'Actual minutes', width: 12, value: ({ seconds }) => seconds === null ? null : seconds / 60, format: DECIMAL },
      ], run.parts)]
    : []
}

/** Results by role that the room was shown. */
export function roleSheet({ polls }: WorkshopResults): Sheet<Buffer>[] {
  const lines = polls.flatMap(poll => poll.rounds.flatMap(({ no, roles, options }) => (roles ?? []).flatMap(role => role.rows.map(row => ({
    poll,
    no,
    role,
    label: (options as { id: string, label: string }[]).find(({ id }) => id === row.id)?.label,
    value: row.value,
  })))))
  return lines.length > 0
    ? [sheetOf('By role', [
        { title: 'Topic', width: 20, value: ({ poll }) => poll.topic },
        { title: 'Poll', width: 36, value: ({ poll }) => poll.title },
        { title: 'Round', width: 8, value: ({ no }) => no },
        { title: 'Option', width: 60, value: ({ label }) => label },
        { title: 'Role', width: 28, value: ({ role }) => role.label },
        { title: 'Voters', width: 8, value: ({ role }) => role.voters },
        { title: 'Value', width: 12, value: ({ value }) => value, format: '0.00' },
      ], lines)]
    : []
}
