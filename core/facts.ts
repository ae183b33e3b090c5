import { z } from 'zod'
import { evidence } from './actions/schema.ts'
import { option } from './kinds/schemas/fields.ts'

/** Outcomes of a command that another runtime or later rules could calculate differently. The log stores them. [F3] */
export const facts = z.strictObject({
  keys: z.array(z.string()).optional().describe('The key of each word of a ballot.'),
  opens: z.literal(true).optional().describe('The slide opened its poll.'),
  options: z.array(option).optional().describe('The options that an opening poll takes from earlier ones.'),
  evidence: evidence.optional().describe('What speaks for an action that was added.'),
  posts: z.array(z.tuple([z.int().min(0), z.string(), z.string()])).optional().describe('The posts that were decided on: the round\'s index in its poll, the row, and the wording that the facilitator read.'),
})

export type Facts = z.infer<typeof facts>
