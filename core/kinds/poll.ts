import { z } from 'zod'

/** Stable ids: lower-case words joined by hyphens. A vote is tied to them, never to a position or a wording. */
export const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens').max(64)

/** A poll's id: one or two slugs, such as `opening` or `cicd/bottlenecks`. */
export const pollId = z.string().regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)?$/, 'use a slug, or two joined by a slash').max(96)

export const option = z.strictObject({
  id: slug,
  label: z.string().min(1).max(280),
  detail: z.string().max(280).optional().describe('One more line under the label.'),
  note: z.string().max(1000).optional().describe('For the facilitator only: it is absent from every other role\'s view.'),
}).meta({ id: 'Option' })

const options = z.array(option).superRefine((list, ctx) => {
  const seen = new Set<string>()
  list.forEach(({ id }, index) => {
    if (seen.has(id))
      ctx.addIssue({ code: 'custom', path: [index, 'id'], message: `the option id "${id}" is used twice` })
    seen.add(id)
  })
})

const common = {
  id: pollId,
  title: z.string().min(1).max(280),
  topic: z.string().max(60).optional().describe('Where the poll belongs, such as a discipline\'s tag; shown above the title.'),
  live: z.boolean().default(false).describe('Show results while the round is open, without waiting for a reveal.'),
}

const source = z.strictObject({
  polls: z.array(z.string().regex(/^(?:\*|[a-z0-9-]+)(?:\/[a-z0-9-]+)?$/, 'use poll ids; */bottlenecks stands for those of every discipline')).min(1).describe('Ids of earlier polls; `*/bottlenecks` stands for those of every discipline.'),
  take: z.int().min(1).max(20).default(8).describe('How many options to take, the most voted first.'),
}).meta({ id: 'OptionSource' })

const withOptions = {
  ...common,
  options: options.default([]),
  from: source.optional().describe('Takes the options from the revealed results of earlier polls, at the moment when voting first opens.'),
}

/** What the kinds with options have in common. */
interface Declared { options: Option[], from?: unknown }

/** @param min options that the kind needs where it does not take them from elsewhere */
function enough(min: number) {
  return ({ options, from }: Declared, ctx: z.core.$RefinementCtx<unknown>) => {
    if (from === undefined && options.length < min)
      ctx.addIssue({ code: 'custom', path: ['options'], message: `needs ${min} entries at least` })
    else if (from !== undefined && options.length > 0)
      ctx.addIssue({ code: 'custom', path: ['from'], message: 'stands beside options; keep one of them' })
  }
}

export const choicePoll = z.strictObject({
  ...withOptions,
  kind: z.literal('choice'),
  max: z.int().min(1).default(1).describe('How many options one attendee may pick.'),
  right: z.array(slug).min(1).optional().describe('For a quiz: the ids of the right options. Nobody but the facilitator is sent them before the reveal.'),
}).superRefine(enough(2)).superRefine(({ options, right = [], max }, ctx) => {
  right.forEach((id, index) => {
    if (!options.some(option => option.id === id))
      ctx.addIssue({ code: 'custom', path: ['right', index], message: `there is no option "${id}"; use one of: ${options.map(({ id }) => id).join(', ')}` })
  })
  if (right.length > max)
    ctx.addIssue({ code: 'custom', path: ['right'], message: `names ${right.length} options, but only ${max} may be picked; raise max` })
}).meta({ id: 'ChoicePoll' })

export const dotsPoll = z.strictObject({
  ...withOptions,
  kind: z.literal('dots'),
  dots: z.int().min(1).max(20).default(3).describe('Dots that one attendee may spend.'),
  perOption: z.int().min(1).max(20).default(3).describe('Dots that one attendee may put on one option.'),
}).superRefine(enough(2)).meta({ id: 'DotsPoll' })

export const scalePoll = z.strictObject({
  ...withOptions,
  kind: z.literal('scale'),
  levels: z.array(z.string().min(1).max(40)).min(2).max(10).describe('The labels of the levels, lowest first. A rating is a level\'s number, counted from 1.'),
}).superRefine(enough(1)).meta({ id: 'ScalePoll' })

export const rankPoll = z.strictObject({
  ...withOptions,
  kind: z.literal('rank'),
  top: z.int().min(1).max(20).optional().describe('How many places one attendee gives away; all when left out.'),
}).superRefine(enough(2)).meta({ id: 'RankPoll' })

export const pointsPoll = z.strictObject({
  ...withOptions,
  kind: z.literal('points'),
  points: z.int().min(2).max(1000).default(100).describe('Points that one attendee divides.'),
  step: z.int().min(1).max(100).default(10).describe('Points that one tap moves.'),
}).superRefine(enough(2)).meta({ id: 'PointsPoll' })

const axis = z.strictObject({
  label: z.string().min(1).max(24).describe('What the axis measures.'),
  low: z.string().min(1).max(16).default('low').describe('What its lower end means.'),
  high: z.string().min(1).max(16).default('high').describe('What its upper end means.'),
}).meta({ id: 'Axis' })

export const matrixPoll = z.strictObject({
  ...withOptions,
  kind: z.literal('matrix'),
  x: axis.default({ label: 'Effort', low: 'low', high: 'high' }).describe('From left to right.'),
  y: axis.default({ label: 'Impact', low: 'low', high: 'high' }).describe('From bottom to top.'),
  corners: z.tuple([z.string().max(20), z.string().max(20), z.string().max(20), z.string().max(20)]).default(['Do now', 'Plan', 'In passing', 'Leave']).describe('What the quarters are called: top left, top right, bottom left, bottom right.'),
}).superRefine(enough(1)).meta({ id: 'MatrixPoll' })

const moderated = z.boolean().default(true).describe('Nothing comes on a screen before the facilitator lets it through.')

export const textPoll = z.strictObject({
  ...common,
  kind: z.literal('text'),
  max: z.int().min(1).max(20).default(3).describe('Texts that one attendee may send.'),
  moderated,
}).meta({ id: 'TextPoll' })

export const wordsPoll = z.strictObject({
  ...common,
  kind: z.literal('words'),
  max: z.int().min(1).max(10).default(3).describe('Words that one attendee may send.'),
  moderated,
}).meta({ id: 'WordsPoll' })

export const boardPoll = z.strictObject({
  ...common,
  live: common.live.default(true),
  kind: z.literal('board'),
  max: z.int().min(1).max(20).default(5).describe('Questions that one attendee may ask.'),
  moderated,
}).meta({ id: 'BoardPoll' })

export const pollDef = z.discriminatedUnion('kind', [choicePoll, dotsPoll, scalePoll, rankPoll, pointsPoll, matrixPoll, textPoll, wordsPoll, boardPoll]).meta({ id: 'PollDef' })

export type Option = z.infer<typeof option>
export type ChoicePoll = z.infer<typeof choicePoll>
export type DotsPoll = z.infer<typeof dotsPoll>
export type ScalePoll = z.infer<typeof scalePoll>
export type RankPoll = z.infer<typeof rankPoll>
export type PointsPoll = z.infer<typeof pointsPoll>
export type MatrixPoll = z.infer<typeof matrixPoll>
export type TextPoll = z.infer<typeof textPoll>
export type WordsPoll = z.infer<typeof wordsPoll>
export type BoardPoll = z.infer<typeof boardPoll>
export type PollDef = z.infer<typeof pollDef>
export type PollKind = PollDef['kind']
/** Kinds whose options the author declares. */
export type OptionPoll = Extract<PollDef, { options: Option[] }>
/** Kinds that attendees fill with their own words. */
export type OpenPoll = Exclude<PollDef, OptionPoll>
