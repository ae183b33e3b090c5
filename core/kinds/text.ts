import type { TextAnswer, TextPoll, TextResult } from './schemas/text.ts'
import type { AnswerRules, Kind } from './shared/kind.ts'
import type { WrittenTally } from './shared/written.ts'
import { clean } from '../words/text.ts'
import { pure } from './shared/kind.ts'
import { countPost, postsProblem, tidyPosts, WRITTEN_COLUMNS, writtenCells, writtenRows } from './shared/written.ts'

export type { TextAnswer, TextPoll, TextResult } from './schemas/text.ts'

export const textAnswers: AnswerRules<TextPoll, TextAnswer> = {
  empty: { kind: 'text', posts: [] },
  isEmpty: ({ posts }) => posts.length === 0,
  named: () => [],
  prune: (def, answer) => answer.posts.length > def.max ? textAnswers.empty : answer,
}

/** Attendees write texts for a wall. */
export const text = /* @__PURE__ */ pure((): Kind<TextPoll, TextAnswer, WrittenTally<'text'>, TextResult> => ({
  ...textAnswers,
  problem: (def, { posts }) => postsProblem(posts, def.max),
  isSame: (one, other) => JSON.stringify(one.posts) === JSON.stringify(other.posts),
  newTally: () => ({ kind: 'text', voters: 0, posts: new Map() }),
  count(_, tally, { posts }, by) {
    for (const { id, text } of posts)
      countPost(tally, id, clean(text), by)
  },
  result: ({ moderated }, tally, sight) => ({
    kind: 'text',
    voters: tally.voters,
    ...writtenRows({ how: { moderated, anySpelling: false }, isRanked: false, withNewest: true }, tally, sight),
  }),
  taps: ({ max }) => max,
  hasShift: false,
  columns: WRITTEN_COLUMNS,
  cells: writtenCells,
  writing: {
    marks: ['pinned'],
    isGrouped: true,
    posts: { of: ({ posts }) => posts, wanted: () => [], isShared: false },
    tidy: ({ posts }) => ({ kind: 'text', posts: tidyPosts(posts) }),
  },
  fromUnnamed: answer => ({ kind: 'text', posts: (answer as TextAnswer).posts }),
}))
