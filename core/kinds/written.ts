import type { Decision, Moderation, PostTally, Verdict } from '../moderation.ts'
import type { Cell, Sight } from './kind.ts'
import type { Judgement, Post, WrittenRow } from './schemas/fields.ts'
import type { Result } from './schemas/schemas.ts'
import { judgementOf, labelOf, verdictOn } from '../moderation.ts'
import { clean, lettersOf } from '../words/text.ts'
import { ranksOf } from './ranks.ts'

/** Letters of a text or a question, at most. */
export const TEXT_LETTERS = 280

/** The count of a round of a kind in which attendees write. */
export interface WrittenTally<Kind extends string> {
  kind: Kind
  /** Ballots that are not empty. */
  voters: number
  /** What attendees wrote, in the order in which it came. */
  posts: Map<string, PostTally>
}

const NO_POSTS: WrittenTally<string>['posts'] = new Map()

/** What attendees wrote in a round, by its id; nothing where they could not write. */
export function postsIn({ posts = NO_POSTS }: { voters: number, posts?: WrittenTally<string>['posts'] }): WrittenTally<string>['posts'] {
  return posts
}

/** Counts what one ballot says of one post. @param wording null where it only wants it */
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

/** What is wrong with posts, in words for the attendee; null where they fit. */
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
  /** The most named have the first rank; texts have none. */
  isRanked: boolean
  /** Of what has no room, some of the newest: else nobody could come to want those. */
  withNewest: boolean
}

/** Something that was written, before it is a row. */
interface Candidate {
  id: string
  tally: PostTally
  decision: Decision | undefined
  verdict: Verdict
}

const VERDICTS: readonly Verdict[] = ['shown', 'waiting', 'removed']

/**
 * The rows of what attendees wrote. A crowd may write tens of thousands of these, and each new one makes all the views anew: only
 * what is sent becomes a row.
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
  const taken = list.length <= sight.most ? null : new Set(VERDICTS.flatMap(verdict => foremost(list.filter(post => post.verdict === verdict), sight.most, withNewest)))
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

/** What stands first on the slide, and perhaps some of the newest. */
function foremost(list: readonly Candidate[], most: number, withNewest: boolean): readonly Candidate[] {
  if (list.length <= most)
    return list
  const newest = withNewest ? Math.floor(most / 4) : 0
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

export const WRITTEN_COLUMNS = ['marks', 'group', 'verdict']

/** What a table says of a row of what attendees wrote. */
export function writtenCells({ judgement }: WrittenRow): Record<string, Cell> {
  const marks = (['pinned', 'answered', 'parked'] as const).filter(mark => judgement[mark]).join(' ')
  return { marks, group: judgement.group, verdict: judgement.verdict }
}

/** What a room may see of a result that holds more: the facilitator's own slides show no more than the projector. [M2] */
export function letThrough<Seen extends { rows: object[] }>(result: Seen): Seen {
  const isShown = (row: { judgement?: Judgement }) => (row.judgement?.verdict ?? 'shown') === 'shown'
  return { ...result, rows: result.rows.filter(isShown) }
}

/** The rows of a result of what attendees wrote; none of another. */
export function writtenRowsOf(result: Result): readonly WrittenRow[] {
  return result.rows.flatMap(row => 'judgement' in row ? [row] : [])
}

/** Posts as a wall or board shows them: pinned ones first, done ones last, else the most wanted first. [M4] */
export function inOrder<Row extends Pick<WrittenRow, 'judgement' | 'voters'>>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => standingOf(a.judgement) - standingOf(b.judgement) || b.voters - a.voters)
}

function standingOf(judgement: Judgement | undefined): number {
  return judgement?.answered || judgement?.parked ? 2 : judgement?.pinned ? 0 : 1
}
