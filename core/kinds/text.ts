import type { AnswerRules, Kind } from './kind.ts'
import type { WrittenTally } from './written.ts'
import { z } from 'zod'
import { clean } from '../words/text.ts'
import { post, voters, withModeration, written } from './fields.ts'
import { pure } from './kind.ts'
import { countPost, postsProblem, tidyPosts, WRITTEN_COLUMNS, writtenCells, writtenRows } from './written.ts'

export const textSchemas = /* @__PURE__ */ pure(() => ({
  def: z.strictObject({
    ...withModeration,
    kind: z.literal('text'),
    max: z.int().min(1).max(20).default(3).describe('Texts that one attendee may send.'),
  }).meta({ id: 'TextPoll' }),

  answer: z.strictObject({
    kind: z.literal('text'),
    posts: z.array(post).max(20).describe('What the sender wrote.'),
  }).meta({ id: 'TextAnswer' }),

  result: z.strictObject({
    kind: z.literal('text'),
    voters,
    rows: z.array(written.row).describe('In the order in which they came; they have no ranks.'),
    left: written.left,
  }).meta({ id: 'TextResult' }),
}))

export type TextPoll = z.infer<typeof textSchemas.def>
export type TextAnswer = z.infer<typeof textSchemas.answer>
export type TextResult = z.infer<typeof textSchemas.result>

export const textAnswers: AnswerRules<TextPoll, TextAnswer> = {
  empty: { kind: 'text', posts: [] },
  isEmpty: ({ posts }) => posts.length === 0,
  named: () => [],
  prune: (def, answer) => answer.posts.length > def.max ? textAnswers.empty : answer,
}

/** Texts of the attendees' own, on a wall. */
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
