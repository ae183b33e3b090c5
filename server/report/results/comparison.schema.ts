import { z } from 'zod'
import { actionFields, actionId, became } from '../../../core/actions/schema.ts'

const voters = z.int().min(0)
const rank = z.int().min(1).nullable()
const topic = z.string().nullable().describe('Where the poll belongs, such as a discipline\'s tag.')

/** What both rooms said to the same question. */
function compared<Value extends z.ZodType>(value: Value) {
  return {
    poll: z.string(),
    topic,
    title: z.string(),
    then: value,
    now: value,
    voters: z.strictObject({ then: voters, now: voters }).describe('How many voted in it: these may be others.'),
    ballots: voters.describe('The fewest ballots of either room that, had they been different, would have made it what it was in the other; 0: it is the same.'),
    hasMoved: z.boolean().describe('That is more than a few ballots.'),
  }
}

const single = z.strictObject({
  poll: z.string(),
  topic,
  title: z.string(),
  option: z.string().nullable().describe('Null: all of the poll.'),
  label: z.string().nullable(),
}).meta({ id: 'Single' })

const ownership = z.strictObject({
  state: z.enum(['owned', 'shared', 'nobody', 'unclear', 'unknown']),
  leading: z.array(z.strictObject({ id: z.string(), count: voters })),
  voters,
})

/** What has moved since last time, in the shape of `Moved` in core/compare/moved.ts. */
export const moved = z.strictObject({
  ratings: z.array(z.strictObject({ ...compared(z.strictObject({ median: z.number() })), options: voters.describe('That both rooms rated.') }).meta({ id: 'MovedRating' })),
  options: z.array(z.strictObject({ ...compared(z.strictObject({ named: voters, rank })), option: z.string(), label: z.string() }).meta({ id: 'MovedOption' })),
  owners: z.array(z.strictObject(compared(ownership)).meta({ id: 'MovedOwner' })),
  gone: z.array(single).describe('What there is no longer.'),
  added: z.array(single).describe('What there was not.'),
}).meta({ id: 'Moved' })

const followed = z.strictObject({
  id: actionId,
  ...actionFields,
  became: became.nullable().describe('As the facilitator decided; null: nothing was decided.'),
  taps: z.array(z.strictObject({ label: z.string(), count: voters })).nullable().describe('How many of the room chose what; null where that was not shown.'),
}).meta({ id: 'FollowedAction' })

export const comparison = z.strictObject({
  workshop: z.string(),
  title: z.string(),
  startedAt: z.iso.datetime(),
  actions: z.array(followed).describe('The plan of last time, and what became of it.'),
  moved,
}).meta({ id: 'Comparison' })

export type Comparison = z.infer<typeof comparison>
