import type { Cell } from '../../core/kinds/shared/kind.ts'
import type { WorkshopResults } from './results/results.schema.ts'
import { stringify } from 'csv-stringify/sync'
import { POLL_KINDS, rulesOf } from '../../core/kinds/kinds.ts'
import { INERT_CSV } from './csv.ts'

/** What every kind has, and what only some have, as their rules say. */
export const COLUMNS = [
  ...['workshop', 'started', 'poll', 'kind', 'topic', 'title', 'round', 'revealed', 'round_voters', 'option', 'label', 'rank', 'ballots_to_swap', 'count', 'voters', 'share', 'right', 'roles'],
  ...new Set(POLL_KINDS.flatMap(kind => rulesOf({ kind }).columns ?? [])),
]

type Line = Record<string, Cell>

/** One line for each option of each round, for every format. */
export function linesOf({ workshop, polls }: WorkshopResults): Line[] {
  return polls.flatMap(poll => poll.rounds.flatMap(round => round.options.map((option): Line => ({
    workshop: workshop.id,
    started: workshop.startedAt,
    poll: poll.id,
    kind: poll.kind,
    topic: poll.topic,
    title: poll.title,
    round: round.no,
    revealed: round.revealed ? 'yes' : 'no',
    round_voters: round.voters,
    option: option.id,
    label: option.label,
    rank: option.rank,
    ballots_to_swap: round.close?.options.includes(option.id) ? round.close.ballots : null,
    count: rulesOf(poll).amount?.count(option) ?? option.voters,
    voters: option.voters,
    ...rulesOf(poll).cells?.(option, round.right ?? undefined),
    roles: round.roles?.flatMap(({ label, rows }) => rows.filter(({ id, value }) => id === option.id && value !== null).map(({ value }) => `${label}: ${value}`)).join('; '),
  }))))
}

export function resultsAsCsv(results: WorkshopResults): string {
  return stringify(linesOf(results), { ...INERT_CSV, columns: COLUMNS, bom: true, record_delimiter: 'windows' })
}
