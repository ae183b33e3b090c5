import { z } from 'zod'

/** Counts up with every change of the state behind a view; a view with a lower one is older. */
export const revision = z.int().min(0)

export const voting = z.enum(['idle', 'open', 'closed'])
export const results = z.enum(['hidden', 'shown'])

export const resultRow = z.strictObject({
  id: z.string(),
  count: z.int().min(0),
  voters: z.int().min(0),
  share: z.number().min(0).max(1),
  rank: z.int().min(1).nullable(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  distribution: z.array(z.int().min(0)),
})

export const result = z.strictObject({
  kind: z.enum(['choice', 'dots', 'scale']),
  voters: z.int().min(0),
  rows: z.array(resultRow),
})
