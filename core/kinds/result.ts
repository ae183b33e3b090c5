import type { Decision, Judgement, Verdict } from '../posts.ts'
import type { Round } from '../workshop.ts'
import type { OpenPoll, OptionPoll, PollDef, PollKind } from './poll.ts'
import type { OptionTally, SaidTally, Tally } from './tally.ts'
import { judgementOf, labelOf, verdictOn } from '../posts.ts'
import { isOpenKind, optionsOf, placeOf, placesOf, STEPS } from './kinds.ts'

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
  /** What was written and has no row, because there is too much of it; absent where every row is there. [V5] */
  left?: { shown: number, waiting: number, removed: number }
  /** A quiz: the right options, and how many named them and no other. */
  right?: { options: string[], voters: number }
}

const VERDICTS: readonly Verdict[] = ['shown', 'waiting', 'removed']

/**
 * [R1] to [R11]
 * @param all with what the facilitator has not let through [M2]
 * @param most rows of what was written, at most, of each verdict; the rest is counted [V5]
 */
export function resultOf(poll: PollDef, { tally, judgements }: Pick<Round, 'tally' | 'judgements'>, all: boolean, most = Infinity): Result {
  const { voters } = tally
  if (isOpenKind(poll))
    return { kind: poll.kind, voters, ...saidRows(poll, tally, judgements, all, most) }
  const rows = ranked(poll.kind, optionRows(poll, tally))
  return { kind: poll.kind, voters, rows, ...poll.kind === 'choice' && poll.right && { right: { options: poll.right, voters: tally.right } } }
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

/** Something that was written, before it is a row. */
interface Said {
  id: string
  tally: SaidTally
  decision: Decision | undefined
  verdict: Verdict
}

/** A crowd may write tens of thousands of these, and each new one makes all the views anew: only what is sent becomes a row. */
function saidRows(poll: OpenPoll, tally: Tally, judgements: Round['judgements'], all: boolean, most: number): Pick<Result, 'rows' | 'left'> {
  const list: Said[] = []
  for (const [id, said] of tally.said) {
    const decision = judgements.get(id)
    const verdict = verdictOn(poll, said, decision)
    if (verdict && (all || verdict === 'shown'))
      list.push({ id, tally: said, decision, verdict })
  }
  const ranks = poll.kind === 'text' ? null : ranksOf(list.map(({ tally }) => tally.voters))
  const taken = list.length <= most ? null : new Set(VERDICTS.flatMap(verdict => foremost(poll, list.filter(said => said.verdict === verdict), most)))
  const rows = (taken ? list.filter(said => taken.has(said)) : list).map(({ id, tally: { voters, ...said }, decision, verdict }): ResultRow => ({
    id,
    label: labelOf(poll, { voters, ...said }, decision),
    count: voters,
    voters,
    share: voters / tally.voters,
    rank: ranks?.get(voters) ?? null,
    mean: null,
    deviation: null,
    distribution: [],
    judgement: judgementOf(poll, decision, verdict),
  }))
  if (rows.length === list.length)
    return { rows }
  const left = { shown: 0, waiting: 0, removed: 0 }
  list.forEach(said => taken?.has(said) || left[said.verdict]++)
  return { rows, left }
}

/** What stands first on the slide, and some of the newest: else nobody could come to want those. */
function foremost({ kind }: OpenPoll, list: readonly Said[], most: number): readonly Said[] {
  if (list.length <= most)
    return list
  const newest = kind === 'words' ? 0 : Math.floor(most / 4)
  return [...first(list, most - newest, (a, b) => standingOf(a.decision) - standingOf(b.decision) || b.tally.voters - a.tally.voters), ...list.slice(list.length - newest)]
}

/** The first so many in an order; ties stay as they were. Where few of many are wanted, that takes hardly longer than to look at each. */
function first<Item>(list: readonly Item[], most: number, order: (a: Item, b: Item) => number): Item[] {
  const kept: Item[] = []
  for (const item of list) {
    if (kept.length === most && order(item, kept.at(-1)!) >= 0)
      continue
    let at = kept.length
    while (at > 0 && order(item, kept[at - 1]!) < 0)
      at--
    kept.splice(at, 0, item)
    if (kept.length > most)
      kept.pop()
  }
  return kept
}

function verdictOf({ judgement }: ResultRow): Verdict {
  return judgement?.verdict ?? 'shown'
}

/** What an option of a counted kind was given, in voters who give it all that a ballot may: the same measure for each kind. [R5] [O1] */
export function worthOf(poll: PollDef, { count, voters }: Pick<ResultRow, 'count' | 'voters'>): number {
  switch (poll.kind) {
    case 'dots':
      return count / Math.min(poll.dots, poll.perOption)
    case 'points':
      return count / poll.points
    case 'rank':
      return count / placesOf(poll)
    default:
      return voters
  }
}

/**
 * How far an option's bar reaches [R5].
 * @param voters of the round
 * @returns 0 to 1, which is where every voter gave the option all that a ballot may
 */
export function reachOf(poll: PollDef, row: ResultRow, voters: number): number {
  if (voters === 0)
    return 0
  return poll.kind === 'scale' || poll.kind === 'matrix' ? row.share : worthOf(poll, row) / voters
}

function ranked(kind: PollKind, rows: ResultRow[]): ResultRow[] {
  const weight = (row: ResultRow) => kind === 'scale' || kind === 'matrix' ? row.share : row.count
  const ranks = ranksOf(rows.filter(row => row.voters > 0).map(weight))
  return rows.map(row => row.voters === 0 ? row : { ...row, rank: ranks.get(weight(row))! })
}

/** The rank of each weight, the largest first. [R4] */
function ranksOf(weights: readonly number[]): Map<number, number> {
  const times = new Map<number, number>()
  weights.forEach(weight => times.set(weight, (times.get(weight) ?? 0) + 1))
  let rank = 1
  return new Map([...times].sort(([a], [b]) => b - a).map(([weight, ties]) => {
    const own = rank
    rank += ties
    return [weight, own]
  }))
}

/** The rows with the first rank first; ties, and rows without a vote, keep the poll's order. */
export function byRank(result: Result): ResultRow[] {
  return [...result.rows].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
}

/** What a room may see of a result that holds more: the facilitator's own slides show no more than the projector. [M2] */
export function letThrough(result: Result): Result {
  return { ...result, rows: result.rows.filter(row => verdictOf(row) === 'shown') }
}

/** Texts and questions as a wall or board shows them: pinned ones first, done ones last, else the most wanted first. [M4] */
export function inOrder({ rows }: Result): ResultRow[] {
  return [...rows].sort((a, b) => standingOf(a.judgement) - standingOf(b.judgement) || b.count - a.count)
}

function standingOf(judgement: Judgement | undefined): number {
  return judgement?.answered || judgement?.parked ? 2 : judgement?.pinned ? 0 : 1
}
