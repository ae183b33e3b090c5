import { z } from 'zod'
import { pollDef } from '../../poll.ts'
import { downMessage } from './message.ts'
import { result, results, revision, voting } from './shapes.ts'

/** The poll that is on, as every phone sees it. Before a reveal it holds no count at all. [V1] */
const attendeePoll = z.strictObject({
  def: pollDef,
  /** The round's id; a ballot names it. */
  round: z.string(),
  /** Which round of the poll this is, from 1. */
  no: z.int().min(1),
  voting,
  results,
  /** Present when results are shown. */
  result: result.optional(),
})

const attendeeView = z.strictObject({
  rev: revision,
  workshop: z.strictObject({ id: z.string(), title: z.string(), ended: z.boolean() }),
  /** The poll of the slide on screen, or null when that slide has none. */
  poll: attendeePoll.nullable(),
})

export const attendeeMessage = downMessage({
  about: 'What every phone shows: the same bytes for all. On joining, and when the slide, the round or the reveal changes.',
  to: ['attendee'],
  payload: attendeeView,
})

export type AttendeePoll = z.infer<typeof attendeePoll>
export type AttendeeView = z.infer<typeof attendeeView>
