import type { Decision, Moderation, PostTally, Verdict } from '../../polls/moderation.ts'
import type { Judgement, Post, Posts, WrittenRow } from '../schemas/fields.ts'
import type { Result } from '../schemas/schemas.ts'
import type { Cell, Sight } from './kind.ts'
import { judgementOf, labelOf, verdictOn } from '../../polls/moderation.ts'
import { clean, lettersOf } from '../../words/text.ts'
import { ranksOf } from './ranks.ts'

/** Letters of a text or a question, at most. */
export const TEXT_LETTERS = 280

/** The tally of a round in kinds in which attendees write. */
export interface WrittenTally<Kind extends string> {
  kind: Kind
  /** Ballots that are not empty. */
  voters: number
  /** What attendees wrote, in the order in which it came. */
  posts: Map<string, PostTally>
}

const NO_POSTS: WrittenTally<string>['posts'] = new Map()

/** What attendees wrote in a round, by id; empty in other kinds. */
export function postsIn({ posts = NO_POSTS }: { voters: number, posts?: WrittenTally<string>['posts'] }): WrittenTally<string>['posts'] {
  return posts
}

/** Counts one post of a ballot. @param wording null if the voter only wants somebody else's post */
export function countPost({ posts }: WrittenTally<string>, id: string, wording: string | null, by: 1 | 0 | -1): void {
  const known = posts.get(id) ?? { voters: 0, wordings: new Map<string, number>() }
  posts.set(id, known)
  known.voters += by
  if (wording !== null) {
    const left = (known.wordings.get(wording) ?? 0) + by
    if (left === 0)
      known.wordings.delete(wording)
    else
      known.wordings.set(wording, left)
  }
  if (known.voters === 0)
    posts.delete(id)
}

export function tidyPosts(posts: readonly Post[]): Post[] {
  return posts.map(({ id, text }) => ({ id, text: clean(text) }))
}

/** Why posts are invalid, in words for the attendee; null if they are valid. */
export function postsProblem(posts: readonly Post[], most: number): string | null {
  if (posts.length > most)
    return `Send ${most} at most.`
  if (posts.some(({ text }) => clean(text) === ''))
    return 'Write something first.'
  if (posts.some(({ text }) => lettersOf(text) > TEXT_LETTERS))
    return `There is room for ${TEXT_LETTERS} letters.`
  return new Set(posts.map(({ id }) => id)).size === posts.length ? null : 'Each id can be named once.'
}

interface Drawing {
  how: Moderation
  /** Rows are ranked by their voters; texts are not. */
  isRanked: boolean
  /** Some of the rows are the newest posts; otherwise nobody could see and want those. */
  withNewest: boolean
}

interface Candidate {
  id: string
  tally: PostTally
  decision: Decision | undefined
  verdict: Verdict
}

const VERDICTS: readonly Verdict[] = ['shown', 'waiting', 'removed']

/**
 * The rows of what attendees wrote. A crowd may write tens of thousands of posts, and each new one updates all views, so rows are
 * made only for what is sent.
 */
export function writtenRows({ how, isRanked, withNewest }: Drawing, { posts, voters: all }: WrittenTally<string>, sight: Sight): { rows: WrittenRow[], left?: Record<Verdict, number> } {
  const list: Candidate[] = []
  for (const [id, tally] of posts) {
    const decision = sight.judgements.get(id)
    const verdict = verdictOn(how, tally, decision)
    if (verdict && (sight.all || verdict === 'shown'))
      list.push({ id, tally, decision, verdict })
  }
  const ranks = isRanked ? ranksOf(list.map(({ tally }) => tally.voters)) : null
  const taken = list.length <= sight.most ? null : new Set(VERDICTS.flatMap(verdict => foremost(list.filter(post => post.verdict === verdict), sight, withNewest)))
  const rows = (taken ? list.filter(post => taken.has(post)) : list).map(({ id, tally, decision, verdict }): WrittenRow => ({
    id,
    label: labelOf(how, tally, decision),
    voters: tally.voters,
    share: tally.voters / all,
    rank: ranks?.get(tally.voters) ?? null,
    judgement: judgementOf(how, decision, verdict),
  }))
  if (rows.length === list.length)
    return { rows }
  const left = { shown: 0, waiting: 0, removed: 0 }
  list.forEach(post => taken?.has(post) || left[post.verdict]++)
  return { rows, left }
}

/** The first posts in the slide's order, or by their ids if that is blind; and, on a board, some of the newest. */
function foremost(list: readonly Candidate[], { most, isBlind }: Sight, withNewest: boolean): readonly Candidate[] {
  if (list.length <= most)
    return list
  const newest = withNewest ? Math.floor(most / 4) : 0
  return [...first(list, most - newest, (a, b) => standingOf(a.decision) - standingOf(b.decision) || (isBlind ? byId(a, b) : b.tally.voters - a.tally.voters)), ...list.slice(list.length - newest)]
}

/** Ids are random, so their order says nothing. */
function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}

/** The rows of a result without anything that depends on how many want them. [V7] */
export function withoutCounts({ rows, left }: { rows: readonly WrittenRow[], left?: Posts['left'] }): Posts {
  return { rows: rows.map(({ id, label, judgement }) => ({ id, label, judgement })).sort(byId), ...left && { left } }
}

/** The first `most` items in an order; ties keep theirs. An insertion sort: close to linear if `most` is small. */
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

export const WRITTEN_COLUMNS = ['marks', 'group', 'verdict']

/** The table cells of a post or word. */
export function writtenCells({ share, judgement }: WrittenRow): Record<string, Cell> {
  const marks = (['pinned', 'answered', 'parked'] as const).filter(mark => judgement[mark]).join(' ')
  return { share, marks, group: judgement.group, verdict: judgement.verdict }
}

/** A result with approved rows only: the facilitator's own slides show no more than the projector. [M2] */
export function letThrough<Seen extends { rows: object[] }>(result: Seen): Seen {
  const isShown = (row: { judgement?: Judgement }) => (row.judgement?.verdict ?? 'shown') === 'shown'
  return { ...result, rows: result.rows.filter(isShown) }
}

/** The rows of what attendees wrote; empty for other kinds. */
export function writtenRowsOf(result: Result): readonly WrittenRow[] {
  return result.rows.flatMap(row => 'judgement' in row ? [row] : [])
}

/** How many posts have no row, by verdict; undefined if none is missing. */
export function leftIn(result: Result): Readonly<Record<Verdict, number>> | undefined {
  return 'left' in result ? result.left : undefined
}

/** Posts in the order of a wall or board: pinned first, answered and parked last, otherwise the most wanted first. [M4] */
export function inOrder<Row extends Pick<WrittenRow, 'judgement' | 'voters'>>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => standingOf(a.judgement) - standingOf(b.judgement) || b.voters - a.voters)
}

function standingOf(judgement: Judgement | undefined): number {
  return judgement?.answered || judgement?.parked ? 2 : judgement?.pinned ? 0 : 1
}
