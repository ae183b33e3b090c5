import type { PollKind } from '../../../core/kinds/schemas/schemas.ts'
import { z } from 'zod'
import { action, evidence } from '../../../core/actions/schema.ts'
import { close } from '../../../core/kinds/schemas/fields.ts'
import { schemas } from '../../../core/kinds/schemas/schemas.ts'
import { byRole, voting } from '../../../core/protocol/down/shapes.ts'
import { comparison } from './comparison.schema.ts'
import { disagreements, section } from './sections.schema.ts'

/** Raised when the shape of the results changes in a way that a reader notices. */
export const RESULTS_VERSION = 1
/** Beside the results in a report, so that an editor finds it. */
export const RESULTS_SCHEMA = 'results.schema.json'

const voters = z.int().min(0)
const share = z.number().min(0).max(1)
const topic = z.string().nullable().describe('Where the poll belongs, such as a discipline\'s tag.')

const right = z.union([
  schemas.choice.result.shape.right.unwrap(),
  schemas.estimate.result.shape.right.unwrap(),
]).nullable().meta({ id: 'Right', description: 'A quiz: what is right, and how many were.' })

const roles = byRole.nullable().meta({ id: 'ByRole', description: 'By role, for roles that are large enough; null before the split was shown.' })

const closeRound = close.unwrap().nullable().meta({ id: 'CloseRound', description: 'Where few ballots decide who is first; else null.' })

/** The polls of a kind: their rounds have its rows, each with its label. */
function pollOf<Kind extends PollKind, Row extends z.ZodRawShape>(kind: Kind, row: z.ZodObject<Row>) {
  const name = `${kind[0]!.toUpperCase()}${kind.slice(1)}`
  const round = z.strictObject({
    no: z.int().min(1).describe('Counted from 1 in its poll.'),
    voting,
    revealed: z.boolean().describe('The room has seen this result.'),
    voters: voters.describe('Attendees whose ballot counts.'),
    right,
    close: closeRound,
    roles,
    options: z.array(z.strictObject({ ...row.shape, label: z.string() }).meta({ id: `${name}Option` })).describe('Texts and words are in an order that doesn\'t tell who wrote them, or when.'),
  }).meta({ id: `${name}Round` })
  return z.strictObject({
    id: z.string(),
    kind: z.literal(kind),
    topic,
    title: z.string(),
    levels: z.array(z.string()).readonly().nullable().describe('The labels of the numbers that a ballot gives an option, from 1; null where they have none.'),
    rounds: z.array(round),
  }).meta({ id: `${name}Results` })
}

const poll = z.discriminatedUnion('kind', [
  pollOf('choice', schemas.choice.result.shape.rows.element),
  pollOf('dots', schemas.dots.result.shape.rows.element),
  pollOf('scale', schemas.scale.result.shape.rows.element),
  pollOf('rank', schemas.rank.result.shape.rows.element),
  pollOf('points', schemas.points.result.shape.rows.element),
  pollOf('matrix', schemas.matrix.result.shape.rows.element),
  pollOf('estimate', schemas.estimate.result.shape.rows.element),
  pollOf('text', schemas.text.result.shape.rows.element),
  pollOf('words', schemas.words.result.shape.rows.element),
  pollOf('board', schemas.board.result.shape.rows.element),
])

const run = z.strictObject({
  route: z.strictObject({ id: z.string(), title: z.string(), minutes: z.int().min(0) }),
  parts: z.array(z.strictObject({
    id: z.string(),
    title: z.string(),
    minutes: z.int().min(0).describe('Planned.'),
    seconds: z.int().min(0).nullable().describe('That it was on screen; null where no clock ran.'),
  })),
}).meta({ id: 'Run', description: 'How the workshop was run: its route, and its parts in their order.' })

const plannedAction = z.strictObject({
  ...action.shape,
  evidence: evidence.extend({ option: z.string().nullable().describe('Null where the results don\'t have it.') }).meta({ id: 'ActionEvidence' }).optional(),
  confidence: z.strictObject({
    median: z.number().describe('The interpolated median, in levels from 1.'),
    voters,
    isLow: z.boolean().describe('It is to be made smaller.'),
  }).nullable().describe('How sure the room is that it will be done, where that was shown.'),
}).meta({ id: 'PlannedAction' })

const place = { poll: z.string(), topic, option: z.string(), label: z.string(), voters }

const summary = z.strictObject({
  bottlenecks: z.array(z.strictObject({
    ...place,
    rank: z.int().min(1),
    dots: z.int().min(1),
    of: voters.describe('Attendees who voted in its poll.'),
    share: share.describe('Of these.'),
  }).meta({ id: 'RankedBottleneck' })).describe('What slows the room, over all disciplines, the most wanted first.'),
  practices: z.array(z.strictObject({
    ...place,
    median: z.number().describe('The interpolated median, in levels from 1.'),
    levels: z.int().min(2),
    share: share.describe('The median\'s place between the lowest level and the highest.'),
  }).meta({ id: 'RatedPractice' })).describe('How true each practice is of the room, the least true first.'),
  owners: z.array(z.strictObject({
    poll: z.string(),
    topic,
    state: z.enum(['owned', 'shared', 'nobody', 'unclear', 'unknown']),
    leading: z.array(z.strictObject({ label: z.string(), count: voters })),
    voters: voters.describe('Attendees who could say; all who answered if nobody could.'),
  }).meta({ id: 'Owner' })).describe('Who owns what, by discipline.'),
}).meta({ id: 'Summary' })

export const results = z.strictObject({
  $schema: z.literal(RESULTS_SCHEMA),
  version: z.literal(RESULTS_VERSION),
  workshop: z.strictObject({
    id: z.string(),
    title: z.string(),
    startedAt: z.iso.datetime(),
    ended: z.boolean(),
    voters: voters.describe('Attendees whose ballot counts in some round.'),
  }),
  run: run.nullable().describe('Null where the deck has no routes.'),
  summary,
  sections: z.array(section).describe('What sums up each section, in the order of the run.'),
  disagreements,
  actions: z.array(plannedAction).describe('What will be done, in the order of the plan.'),
  comparison: comparison.nullable().describe('With an earlier workshop; null where this one is compared with none.'),
  polls: z.array(poll).describe('Those that were run, in the order of the run.'),
})

export type WorkshopResults = z.infer<typeof results>
export type PollResults = WorkshopResults['polls'][number]
export type RoundResults = PollResults['rounds'][number]
export type RunResults = NonNullable<WorkshopResults['run']>
export type ActionResults = WorkshopResults['actions'][number]
export type Summary = WorkshopResults['summary']

/** The JSON Schema of the results. */
export function resultsSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(results, { target: 'draft-2020-12' })
  return { $schema, title: 'Results of a workshop', ...rest }
}
