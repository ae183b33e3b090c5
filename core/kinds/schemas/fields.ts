import { z } from 'zod'
import { ROW_ID_UNITS, SLUG, SLUG_LENGTH, TEXT_UNITS } from '../../protocol/limits.ts'

/** Stable ids. Votes refer to them, never to a position or a wording. */
export const slug = z.string().regex(SLUG, 'use lower-case letters, digits and single hyphens').max(SLUG_LENGTH)

/** A poll's id: one or two slugs, such as `opening` or `cicd/bottlenecks`. */
export const pollId = z.string().regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)?$/, 'use a slug, or two joined by a slash').max(96)

export const option = z.strictObject({
  id: slug,
  label: z.string().min(1).max(280),
  detail: z.string().max(280).optional().describe('One more line under the label.'),
  note: z.string().max(1000).optional().describe('For the facilitator only: it is absent from every other role\'s view.'),
}).meta({ id: 'Option' })

export type Option = z.infer<typeof option>

const options = z.array(option).superRefine((list, ctx) => {
  const seen = new Set<string>()
  list.forEach(({ id }, index) => {
    if (seen.has(id))
      ctx.addIssue({ code: 'custom', path: [index, 'id'], message: `the option id "${id}" is used twice` })
    seen.add(id)
  })
})

/** The fields of every kind of poll. */
export const common = {
  id: pollId,
  title: z.string().min(1).max(280),
  topic: z.string().max(60).optional().describe('Where the poll belongs, such as a discipline\'s tag; shown above the title.'),
  live: z.boolean().default(false).describe('Show results while the round is open, without waiting for a reveal.'),
}

const source = z.strictObject({
  polls: z.array(z.string().regex(/^(?:\*|[a-z0-9-]+)(?:\/[a-z0-9-]+)?$/, 'use poll ids; */bottlenecks stands for those of every discipline')).min(1).optional().describe('Ids of earlier polls; `*/bottlenecks` stands for those of every discipline.'),
  actions: z.literal([true, 'last']).optional().describe('Takes actions instead of options of polls, in their order: those of the plan, or with `last` those of the earlier workshop that this one is compared with.'),
  take: z.int().min(1).max(20).default(8).describe('How many options to take, the most voted first.'),
}).refine(({ polls, actions }) => (polls === undefined) !== (actions === undefined), 'name polls, or say actions: true or actions: last').meta({ id: 'OptionSource' })

/** The fields of kinds whose options the author declares. */
export const withOptions = {
  ...common,
  options: options.default([]),
  from: source.optional().describe('Takes the options from the revealed results of earlier polls, or from the plan\'s actions, at the moment when voting first opens.'),
}

/** @param min number of options that the kind needs if it takes none from other polls */
export function enough(min: number) {
  return ({ options, from }: { options: Option[], from?: unknown }, ctx: z.core.$RefinementCtx<unknown>) => {
    if (from === undefined && options.length < min)
      ctx.addIssue({ code: 'custom', path: ['options'], message: `needs ${min} entries at least` })
    else if (from !== undefined && options.length > 0)
      ctx.addIssue({ code: 'custom', path: ['from'], message: 'cannot be combined with options; keep one of them' })
  }
}

/** The fields of kinds in which attendees write. */
export const withModeration = {
  ...common,
  moderated: z.boolean().default(true).describe('Nothing is shown before the facilitator approves it.'),
}

export const voters = z.int().min(0).describe('Attendees whose ballot counts.')

/** The fields of every row of a result. */
export const row = {
  id: z.string(),
  voters: z.int().min(0).describe('Attendees who named it.'),
  rank: z.int().min(1).nullable().describe('1 is first; equal values share a rank and the next is skipped. Null without a vote.'),
}

/** The field of results whose options are counted. [R14] */
export const close = z.strictObject({
  options: z.array(z.string()).min(1).describe('The first place and the second, if few ballots would swap them, or all that share the first. The first alone if no other option has votes.'),
  ballots: z.int().min(0).describe('The fewest ballots that would put another option first; 0 if several are level.'),
}).optional().meta({ id: 'Close', description: 'Present where few ballots decide who is first.' })

/** The fields of rows in kinds that give options a number. */
export const spread = {
  deviation: z.number().nullable().describe('Population standard deviation of the values behind `mean`; null if `mean` is.'),
  distribution: z.array(z.int().min(0)).describe('Ballots for each number, from 1.'),
}

/** Made by the sender, like command ids. */
export const postId = z.string().regex(/^[\w-]{8,64}$/, 'use 8 to 64 letters, digits, - and _')

/** What an attendee writes. */
export const writing = z.string().min(1).max(TEXT_UNITS)

/** In an answer, which may name what is not there. */
export const optionId = z.string().min(1).max(ROW_ID_UNITS)

/** Values by option id. */
export function byOption<Value extends z.ZodType>(value: Value) {
  return z.record(slug, value).refine(record => Object.keys(record).length <= 100, 'at most 100 options')
}

export const post = z.strictObject({ id: postId, text: writing }).meta({ id: 'Post' })

const judgement = z.strictObject({
  verdict: z.enum(['shown', 'waiting', 'removed']).describe('Only `shown` rows are sent to screens and phones.'),
  pinned: z.boolean(),
  answered: z.boolean(),
  parked: z.boolean(),
  group: z.string().nullable().describe('The heading it stands under.'),
}).meta({ id: 'Judgement' })

/** The row of a post or a word, and the number of those without a row. */
export const written = {
  row: z.strictObject({
    ...row,
    label: z.string().describe('What was written.'),
    share: z.number().min(0).max(1).describe('Voters ÷ the round\'s voters.'),
    judgement: judgement.describe('What the facilitator decided.'),
  }).meta({ id: 'WrittenRow' }),
  left: z.strictObject({ shown: z.int().min(0), waiting: z.int().min(0), removed: z.int().min(0) }).optional().describe('How many posts have no row, by verdict, because there are too many: phones get the first rows of the board and the newest. Absent if no row is missing.'),
}

export type Close = NonNullable<z.infer<typeof close>>
/** What attendees wrote, while nobody may see how many want it. [V7] */
export const posts = z.strictObject({
  rows: z.array(written.row.pick({ id: true, label: true, judgement: true }).meta({ id: 'PostRow' })).describe('In the order of their ids, which are random.'),
  left: written.left,
}).meta({ id: 'Posts' })

export type Posts = z.infer<typeof posts>
export type Judgement = z.infer<typeof judgement>
export type WrittenRow = z.infer<typeof written.row>
export type Post = z.infer<typeof post>
