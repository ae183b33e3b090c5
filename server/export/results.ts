import type { PollDef } from '../../core/poll.ts'
import type { Result } from '../../core/result.ts'
import type { Round, Workshop } from '../../core/workshop.ts'
import { stringify } from 'csv-stringify/sync'
import { resultOf } from '../../core/result.ts'

export interface RoundResults {
  no: number
  voting: Round['voting']
  /** The room has seen these results. */
  revealed: boolean
  voters: number
  options: (Omit<Result['rows'][number], 'rank'> & { label: string, rank: number | null })[]
}

export interface PollResults {
  id: string
  kind: PollDef['kind']
  topic: string | null
  title: string
  /** `scale`: the labels of the levels, lowest first. */
  levels: string[] | null
  rounds: RoundResults[]
}

export interface WorkshopResults {
  workshop: { id: string, title: string, startedAt: string, ended: boolean }
  polls: PollResults[]
}

/**
 * The tallies of every round: the same numbers as on the slides.
 * @param hidden with the rounds that the room was never shown
 */
export function resultsOf(workshop: Workshop, hidden: boolean): WorkshopResults {
  const { id, title, startedAt, ended } = workshop
  return {
    workshop: { id, title, startedAt: new Date(startedAt).toISOString(), ended },
    polls: [...workshop.polls.values()].map(({ def, rounds }) => ({
      id: def.id,
      kind: def.kind,
      topic: def.topic ?? null,
      title: def.title,
      levels: def.kind === 'scale' ? def.levels : null,
      rounds: rounds.filter(({ revealed }) => revealed || hidden).map(round => roundResults(def, round)),
    })),
  }
}

function roundResults(def: PollDef, { no, voting, revealed, tally }: Round): RoundResults {
  const { voters, rows } = resultOf(def, tally)
  return { no, voting, revealed, voters, options: rows.map((row, index) => ({ ...row, label: def.options[index]!.label })) }
}

export function resultsAsJson(results: WorkshopResults): string {
  return `${JSON.stringify(results, null, 2)}\n`
}

/** One line for each option of each round. Cells that a spreadsheet would run as a formula are quoted. */
export function resultsAsCsv({ workshop, polls }: WorkshopResults): string {
  const lines = polls.flatMap(poll => poll.rounds.flatMap(round => round.options.map(option => ({
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
    count: option.count,
    voters: option.voters,
    share: option.share,
    mean: option.mean,
    deviation: option.deviation,
    distribution: option.distribution.join(' '),
  }))))
  const columns = ['workshop', 'started', 'poll', 'kind', 'topic', 'title', 'round', 'revealed', 'round_voters', 'option', 'label', 'rank', 'count', 'voters', 'share', 'mean', 'deviation', 'distribution']
  return stringify(lines, { header: true, columns, bom: true, escape_formulas: true, record_delimiter: 'windows' })
}
