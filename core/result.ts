import type { ChoicePoll, DotsPoll, PollDef, PollKind } from './poll.ts'
import type { Tally } from './tally.ts'

/** One option's line in a result. */
export interface ResultRow {
  id: string
  /** `choice`: picks. `dots`: dots. `scale`: ratings. */
  count: number
  /** Attendees who named the option. */
  voters: number
  /** `choice` and `dots`: voters ÷ the round's voters, 0 to 1. `scale`: 0 where nobody rated, else (mean − 1) ÷ (levels − 1). */
  share: number
  /** 1 is first; equal values share a rank (1, 2, 2, 4). Options without a vote have no rank. */
  rank: number | null
  /** `scale`: the mean level, from 1. Null where nobody rated, and for other kinds. */
  mean: number | null
  /** `scale`: population standard deviation of the levels; null as `mean` is. */
  deviation: number | null
  /** `scale`: ratings for each level, lowest first; empty for other kinds. */
  distribution: number[]
}

/** What a round came to: the same numbers on slides, phones, in the PDF, JSON and CSV. */
export interface Result {
  kind: PollKind
  /** Attendees whose ballot counts. */
  voters: number
  /** In the poll's own order; sort by `rank` to show the winners first. */
  rows: ResultRow[]
}

/** [R1] to [R4] */
export function resultOf(poll: PollDef, tally: Tally): Result {
  const rows = poll.options.map(({ id }): ResultRow => {
    const { voters, byNumber } = tally.options.get(id)!
    const sum = byNumber.reduce((total, ballots, number) => total + ballots * number, 0)
    if (poll.kind !== 'scale') {
      const share = tally.voters === 0 ? 0 : voters / tally.voters
      return { id, count: sum, voters, share, rank: null, mean: null, deviation: null, distribution: [] }
    }
    const distribution = byNumber.slice(1)
    if (voters === 0)
      return { id, count: 0, voters, share: 0, rank: null, mean: null, deviation: null, distribution }
    const mean = sum / voters
    const variance = distribution.reduce((total, ballots, index) => total + ballots * (index + 1 - mean) ** 2, 0) / voters
    return { id, count: voters, voters, share: (mean - 1) / (poll.levels.length - 1), rank: null, mean, deviation: Math.sqrt(variance), distribution }
  })
  return { kind: poll.kind, voters: tally.voters, rows: ranked(rows) }
}

/**
 * How far an option's bar reaches [R5].
 * @param voters of the round
 * @returns 0 to 1, which is where every voter gave the option all that a ballot may
 */
export function reachOf(poll: ChoicePoll | DotsPoll, { count }: ResultRow, voters: number): number {
  const most = poll.kind === 'dots' ? Math.min(poll.dots, poll.perOption) : 1
  return voters === 0 ? 0 : count / (voters * most)
}

const weight = (row: ResultRow) => row.mean ?? row.count

function ranked(rows: ResultRow[]): ResultRow[] {
  const weights = rows.filter(row => row.voters > 0).map(weight)
  return rows.map(row => row.voters === 0 ? row : { ...row, rank: 1 + weights.filter(other => other > weight(row)).length })
}

/** The rows with the first rank first; ties, and rows without a vote, keep the poll's order. */
export function byRank(result: Result): ResultRow[] {
  return [...result.rows].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
}
