import type { OptionPoll, PollDef, PollKind } from './poll.ts'
import type { Judgement } from './posts.ts'
import type { OptionTally, Tally } from './tally.ts'
import type { Round } from './workshop.ts'
import { isOpenKind, optionsOf, placeOf, placesOf, STEPS } from './kinds.ts'
import { unjudged } from './posts.ts'

/** Where a matrix puts an option: steps to the right and upwards, from 1, with their population standard deviations. */
export interface Place {
  x: number
  y: number
  deviationX: number
  deviationY: number
}

/** One option's line in a result, or that of a word, a text or a question. */
export interface ResultRow {
  id: string
  /** What attendees wrote; absent for options, whose label is the poll's. */
  label?: string
  /** `choice`: picks. `dots`: dots. `scale`, `matrix`: ratings. `rank`: Borda points. `points`: points. Else voters. */
  count: number
  /** Attendees who named it. */
  voters: number
  /** 0 to 1; what of, each kind says for itself. [R1] to [R10] */
  share: number
  /** 1 is first; equal values share a rank (1, 2, 2, 4). Without a vote there is none, and texts have none. */
  rank: number | null
  /** `scale`: the mean level. `rank`: the mean place. Both from 1; null where nobody rated, and for other kinds. */
  mean: number | null
  /** Population standard deviation of what `mean` is of; null as it is. */
  deviation: number | null
  /** Ballots for each level, place or cell (row by row from the bottom left); empty for other kinds. */
  distribution: number[]
  /** `scale`: 1 where all chose the same level, 0 where half chose the lowest and half the highest. [R6] */
  agreement?: number
  /** `matrix`; absent where nobody placed the option. */
  place?: Place
  /** What the facilitator decided about something that was written. */
  judgement?: Judgement
}

/** What a round came to: the same numbers on slides, phones, in the PDF and in tables. */
export interface Result {
  kind: PollKind
  /** Attendees whose ballot counts. */
  voters: number
  /** In the poll's own order, or that of arrival; sort by `rank` to show the winners first. */
  rows: ResultRow[]
  /** A quiz: the right options, and how many named them and no other. */
  right?: { options: string[], voters: number }
}

/**
 * [R1] to [R11]
 * @param all with what the facilitator has not let through [M2]
 */
export function resultOf(poll: PollDef, { tally, judgements }: Pick<Round, 'tally' | 'judgements'>, all: boolean): Result {
  const rows = isOpenKind(poll) ? saidRows(poll, tally, judgements, all) : optionRows(poll, tally)
  const result: Result = { kind: poll.kind, voters: tally.voters, rows: poll.kind === 'text' ? rows : ranked(poll.kind, rows) }
  return poll.kind === 'choice' && poll.right ? { ...result, right: { options: poll.right, voters: tally.right } } : result
}

function optionRows(poll: OptionPoll, tally: Tally): ResultRow[] {
  const rows = optionsOf(poll).map(({ id }) => optionRow(poll, tally, id, tally.options.get(id)!))
  if (poll.kind !== 'points')
    return rows
  const given = rows.reduce((sum, row) => sum + row.count, 0)
  return rows.map(row => ({ ...row, share: given === 0 ? 0 : row.count / given }))
}

function optionRow(poll: OptionPoll, tally: Tally, id: string, { voters, byNumber }: OptionTally): ResultRow {
  const row: ResultRow = { id, count: voters, voters, share: 0, rank: null, mean: null, deviation: null, distribution: [] }
  const distribution = byNumber.slice(1)
  const sum = weighted(distribution, number => number)
  switch (poll.kind) {
    case 'choice':
    case 'dots':
    case 'points':
      return { ...row, count: sum, share: tally.voters === 0 ? 0 : voters / tally.voters }
    case 'scale': {
      if (voters === 0)
        return { ...row, distribution }
      const { mean, deviation } = spreadOf(distribution, level => level)
      const highest = poll.levels.length
      return { ...row, mean, deviation, distribution, share: (mean - 1) / (highest - 1), agreement: 1 - deviation / ((highest - 1) / 2) }
    }
    case 'rank': {
      const places = placesOf(poll)
      const count = weighted(distribution, place => places - place + 1)
      return { ...row, count, distribution, share: tally.voters === 0 ? 0 : count / (tally.voters * places), ...voters > 0 && spreadOf(distribution, place => place) }
    }
    case 'matrix': {
      if (voters === 0)
        return { ...row, distribution }
      const across = spreadOf(distribution, cell => placeOf(cell)[0])
      const up = spreadOf(distribution, cell => placeOf(cell)[1])
      const place = { x: across.mean, y: up.mean, deviationX: across.deviation, deviationY: up.deviation }
      return { ...row, distribution, place, share: (STEPS - place.x + place.y - 1) / (2 * (STEPS - 1)) }
    }
  }
}

/** @param distribution ballots for each number, from 1 */
function weighted(distribution: readonly number[], value: (number: number) => number): number {
  return distribution.reduce((sum, ballots, index) => sum + ballots * value(index + 1), 0)
}

function spreadOf(distribution: readonly number[], value: (number: number) => number): { mean: number, deviation: number } {
  const voters = weighted(distribution, () => 1)
  const mean = weighted(distribution, value) / voters
  return { mean, deviation: Math.sqrt(weighted(distribution, number => (value(number) - mean) ** 2) / voters) }
}

function saidRows(poll: PollDef, tally: Tally, judgements: Round['judgements'], all: boolean): ResultRow[] {
  return [...tally.said].flatMap(([id, { voters, wordings }]): ResultRow[] => {
    const judgement = judgements.get(id) ?? unjudged(poll)
    if (wordings.size === 0 || (judgement.verdict !== 'shown' && !all))
      return []
    return [{ id, label: mostUsed(wordings), count: voters, voters, share: voters / tally.voters, rank: null, mean: null, deviation: null, distribution: [], judgement }]
  })
}

/** Ties go to the first by code units, so that the order of arrival does not matter. */
function mostUsed(wordings: ReadonlyMap<string, number>): string {
  return [...wordings].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]![0]
}

/**
 * How far an option's bar reaches [R5].
 * @param voters of the round
 * @returns 0 to 1, which is where every voter gave the option all that a ballot may
 */
export function reachOf(poll: PollDef, { count, voters: named, share }: ResultRow, voters: number): number {
  if (voters === 0)
    return 0
  switch (poll.kind) {
    case 'dots':
      return count / (voters * Math.min(poll.dots, poll.perOption))
    case 'points':
      return count / (voters * poll.points)
    case 'rank':
    case 'scale':
    case 'matrix':
      return share
    default:
      return named / voters
  }
}

function ranked(kind: PollKind, rows: ResultRow[]): ResultRow[] {
  const weight = (row: ResultRow) => kind === 'scale' || kind === 'matrix' ? row.share : row.count
  const weights = rows.filter(row => row.voters > 0).map(weight)
  return rows.map(row => row.voters === 0 ? row : { ...row, rank: 1 + weights.filter(other => other > weight(row)).length })
}

/** The rows with the first rank first; ties, and rows without a vote, keep the poll's order. */
export function byRank(result: Result): ResultRow[] {
  return [...result.rows].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
}

/** What a room may see of a result that holds more: the facilitator's own slides show no more than the projector. [M2] */
export function letThrough(result: Result): Result {
  return { ...result, rows: result.rows.filter(({ judgement }) => (judgement?.verdict ?? 'shown') === 'shown') }
}

/** Texts and questions as a wall or board shows them: pinned ones first, done ones last, else the most wanted first. [M4] */
export function inOrder({ rows }: Result): ResultRow[] {
  const standing = ({ judgement }: ResultRow) => judgement?.answered || judgement?.parked ? 2 : judgement?.pinned ? 0 : 1
  return [...rows].sort((a, b) => standing(a) - standing(b) || b.count - a.count)
}
