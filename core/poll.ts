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

export const choicePoll = z.strictObject({
  ...common,
  kind: z.literal('choice'),
  options: options.min(2),
  max: z.int().min(1).default(1).describe('How many options one attendee may pick.'),
}).meta({ id: 'ChoicePoll' })

export const dotsPoll = z.strictObject({
  ...common,
  kind: z.literal('dots'),
  options: options.min(2),
  dots: z.int().min(1).max(20).default(3).describe('Dots that one attendee may spend.'),
  perOption: z.int().min(1).max(20).default(3).describe('Dots that one attendee may put on one option.'),
}).meta({ id: 'DotsPoll' })

export const scalePoll = z.strictObject({
  ...common,
  kind: z.literal('scale'),
  options: options.min(1),
  levels: z.array(z.string().min(1).max(40)).min(2).max(10).describe('The labels of the levels, lowest first. A rating is a level\'s number, counted from 1.'),
}).meta({ id: 'ScalePoll' })

export const pollDef = z.discriminatedUnion('kind', [choicePoll, dotsPoll, scalePoll]).meta({ id: 'PollDef' })

export type Option = z.infer<typeof option>
export type ChoicePoll = z.infer<typeof choicePoll>
export type DotsPoll = z.infer<typeof dotsPoll>
export type ScalePoll = z.infer<typeof scalePoll>
export type PollDef = z.infer<typeof pollDef>
export type PollKind = PollDef['kind']
