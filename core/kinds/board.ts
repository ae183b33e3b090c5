import type { BoardAnswer, BoardPoll, BoardResult } from './schemas/board.ts'
import type { AnswerRules, Kind } from './shared/kind.ts'
import type { WrittenTally } from './shared/written.ts'
import { clean } from '../words/text.ts'
import { pure } from './shared/kind.ts'
import { countPost, postsProblem, tidyPosts, WRITTEN_COLUMNS, writtenCells, writtenRows } from './shared/written.ts'

export type { BoardAnswer, BoardPoll, BoardResult } from './schemas/board.ts'

export const boardAnswers: AnswerRules<BoardPoll, BoardAnswer> = {
  empty: { kind: 'board', posts: [], wanted: [] },
  isEmpty: ({ posts, wanted }) => posts.length === 0 && wanted.length === 0,
  named: () => [],
  prune: (def, answer) => answer.posts.length > def.max ? boardAnswers.empty : answer,
}

/** Attendees ask questions and vote for those of others. */
export const board = /* @__PURE__ */ pure((): Kind<BoardPoll, BoardAnswer, WrittenTally<'board'>, BoardResult> => ({
  ...boardAnswers,
  problem: (def, { posts, wanted }) => postsProblem(posts, def.max) ?? (new Set(wanted).size === wanted.length ? null : 'Each id can be named once.'),
  isSame: (one, other) => JSON.stringify([one.posts, one.wanted]) === JSON.stringify([other.posts, other.wanted]),
  newTally: () => ({ kind: 'board', voters: 0, posts: new Map() }),
  count(_, tally, { posts, wanted }, by) {
    const own = new Set(posts.map(({ id }) => id))
    for (const { id, text } of posts)
      countPost(tally, id, clean(text), by)
    // The author of a question already counts as wanting it.
    for (const id of wanted)
      countPost(tally, id, null, own.has(id) ? 0 : by)
  },
  // [R10]
  result: ({ moderated }, tally, sight) => ({
    kind: 'board',
    voters: tally.voters,
    ...writtenRows({ how: { moderated, anySpelling: false }, isRanked: true, withNewest: true }, tally, sight),
  }),
  taps: () => 1,
  hasShift: false,
  columns: WRITTEN_COLUMNS,
  cells: writtenCells,
  writing: {
    marks: ['pinned', 'answered', 'parked'],
    isGrouped: false,
    posts: { of: ({ posts }) => posts, wanted: ({ wanted }) => wanted, isShared: true },
    tidy: ({ posts, wanted }) => ({ kind: 'board', posts: tidyPosts(posts), wanted }),
  },
  fromUnnamed: answer => ({ kind: 'board', ...answer as Omit<BoardAnswer, 'kind'> }),
}))
