import { z } from 'zod'
import { pollDef } from '../../kinds/poll.ts'

export const revision = z.int().min(0).describe('Counts up with every change of the state behind a view; a view with a lower one is older.')

export const voting = z.enum(['idle', 'open', 'closed'])
export const results = z.enum(['hidden', 'shown'])

const judgement = z.strictObject({
  verdict: z.enum(['waiting', 'shown', 'removed']).describe('Screens and phones are sent shown ones only.'),
  pinned: z.boolean(),
  answered: z.boolean(),
  parked: z.boolean(),
  group: z.string().nullable().describe('The heading it stands under.'),
}).meta({ id: 'Judgement' })

const place = z.strictObject({ x: z.number(), y: z.number(), deviationX: z.number(), deviationY: z.number() }).meta({ id: 'Place' })

export const resultRow = z.strictObject({
  id: z.string(),
  label: z.string().optional().describe('What attendees wrote; absent for options.'),
  count: z.int().min(0).describe('`choice`: picks. `dots`: dots. `scale`, `matrix`: ratings. `rank`: Borda points. `points`: points. Else voters.'),
  voters: z.int().min(0).describe('Attendees who named it.'),
  share: z.number().min(0).max(1).describe('`scale`: the mean\'s place between the lowest level and the highest. `rank`: Borda points ÷ the most there could be. `points`: of all points given. `matrix`: how near the top left corner. Else voters ÷ the round\'s voters.'),
  rank: z.int().min(1).nullable().describe('1 is first; equal values share a rank and the next is skipped. Null without a vote, and for `text`.'),
  mean: z.number().nullable().describe('`scale`: the mean level. `rank`: the mean place. Both from 1. Null where nobody rated, and for other kinds.'),
  deviation: z.number().nullable().describe('Population standard deviation of what `mean` is of; null as it is.'),
  distribution: z.array(z.int().min(0)).describe('`scale`, `rank`, `matrix`: ballots for each level, place or cell (row by row from the bottom left); empty for other kinds.'),
  agreement: z.number().min(0).max(1).optional().describe('`scale`: 1 where all chose the same level, 0 where half chose the lowest and half the highest.'),
  place: place.optional().describe('`matrix`: the mean place, in steps from 1, and how far opinions spread.'),
  judgement: judgement.optional().describe('`text`, `words`, `board`: what the facilitator decided.'),
}).meta({ id: 'ResultRow' })

export const result = z.strictObject({
  kind: z.enum(pollDef.options.map(({ shape }) => shape.kind.value)),
  voters: z.int().min(0).describe('Attendees whose ballot counts.'),
  rows: z.array(resultRow).describe('One for each option, in the poll\'s own order; or what was written, in the order in which it came.'),
  left: z.strictObject({ shown: z.int().min(0), waiting: z.int().min(0), removed: z.int().min(0) }).optional().describe('What was written and has no row, by verdict, because there is too much of it: phones get the first rows of the board and the newest. Absent where every row is there.'),
  right: z.strictObject({ options: z.array(z.string()), voters: z.int().min(0) }).optional().describe('A quiz: the right options, and how many named them and no other.'),
}).meta({ id: 'Result' })

export const byRole = z.array(z.strictObject({
  role: z.string(),
  label: z.string(),
  voters: z.int().min(0),
  rows: z.array(z.strictObject({
    id: z.string(),
    value: z.number().nullable().describe('`scale`, `rank`: the mean level or place. `points`: points for each voter of the role. Else the share of its voters. Null: too few named it.'),
  })),
})).describe('Roles that are large enough, of a closed round.')

export const shift = z.strictObject({
  both: z.int().min(0).describe('Attendees whose ballot counts in both rounds.'),
  changed: z.int().min(0).describe('Those of them who answered differently.'),
})

export const role = z.strictObject({ id: z.string(), label: z.string() }).meta({ id: 'Role' })
