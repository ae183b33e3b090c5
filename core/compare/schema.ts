import { z } from 'zod'
import { action } from '../actions/schema.ts'
import { slug } from '../kinds/schemas/fields.ts'
import { schemas } from '../kinds/schemas/schemas.ts'

const { choice, dots, scale } = schemas

const poll = z.strictObject({
  def: z.discriminatedUnion('kind', [choice.def, dots.def, scale.def]).describe('As it was, with ids and labels alone.'),
  voters: z.int().min(0).describe('Attendees who voted in the last round that the room saw; 0: it saw none.'),
  counts: z.record(slug, z.array(z.int().min(0))).describe('By option: how many ballots gave it a 0, a 1, a 2 and so on. The results follow from these.'),
})

/** What an earlier workshop came to, as far as its room saw it: this one is compared with it. */
export const baseline = z.strictObject({
  workshop: z.string().describe('Its id.'),
  title: z.string(),
  startedAt: z.int().min(0).describe('Milliseconds since 1970.'),
  actions: z.array(action).describe('Its plan.'),
  polls: z.array(poll).describe('Of the kinds that can be compared.'),
}).meta({ id: 'Baseline' })

export type Baseline = z.infer<typeof baseline>
export type BaselinePoll = z.infer<typeof poll>
/** A poll of a kind that can be compared over time. */
export type ComparedPoll = BaselinePoll['def']
