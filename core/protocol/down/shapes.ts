import { z } from 'zod'

export const revision = z.int().min(0).describe('Counts up with every change of the state behind a view; a view with a lower one is older.')

export const voting = z.enum(['idle', 'open', 'closed'])
export const results = z.enum(['hidden', 'shown'])

export const resultRow = z.strictObject({
  id: z.string(),
  count: z.int().min(0).describe('`choice`: picks. `dots`: dots. `scale`: ratings.'),
  voters: z.int().min(0).describe('Attendees who named the option.'),
  share: z.number().min(0).max(1).describe('`choice` and `dots`: voters ÷ the round\'s voters. `scale`: the mean\'s place between the lowest level and the highest.'),
  rank: z.int().min(1).nullable().describe('1 is first; equal values share a rank and the next is skipped. Null without a vote.'),
  mean: z.number().nullable().describe('`scale`: the mean level, from 1. Null where nobody rated, and for other kinds.'),
  deviation: z.number().nullable().describe('`scale`: population standard deviation of the levels; null as `mean` is.'),
  distribution: z.array(z.int().min(0)).describe('`scale`: ratings for each level, lowest first; empty for other kinds.'),
}).meta({ id: 'ResultRow' })

export const result = z.strictObject({
  kind: z.enum(['choice', 'dots', 'scale']),
  voters: z.int().min(0).describe('Attendees whose ballot counts.'),
  rows: z.array(resultRow).describe('One for each option, in the poll\'s own order.'),
}).meta({ id: 'Result' })
