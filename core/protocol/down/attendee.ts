import { z } from 'zod'
import { action } from '../../actions/schema.ts'
import { posts } from '../../kinds/schemas/fields.ts'
import { pollDef, result } from '../../kinds/schemas/schemas.ts'
import { countdownView } from './countdown.ts'
import { downMessage } from './message.ts'
import { results, revision, role, voting } from './shapes.ts'

/** The current poll as every phone sees it. It contains no counts before the reveal. [V1] */
const attendeePoll = z.strictObject({
  def: pollDef,
  round: z.string().describe('The round\'s id; a ballot names it.'),
  no: z.int().min(1).describe('Which round of the poll this is, from 1.'),
  voting,
  results,
  result: result.optional().describe('Present when results are shown, except on a board whose round is open.'),
  /** [V7] */
  posts: posts.optional().describe('On a board whose round is open and shown: what others ask, without how many want it.'),
})

const attendeeView = z.strictObject({
  rev: revision,
  workshop: z.strictObject({
    id: z.string(),
    title: z.string(),
    ended: z.boolean(),
    roles: z.array(role).describe('Roles that attendees can choose; empty: nobody is asked.'),
    seats: z.literal(true).optional().describe('Only attendees with a seat may vote; absent: everybody may.'),
    shared: z.literal(true).optional().describe('The results that the room was shown can be read at `/results`.'),
    reactions: z.array(z.string()).describe('Emoji that may be sent now.'),
  }),
  poll: attendeePoll.nullable().describe('The poll of the slide on screen; null when that slide has none, and while polls are answered beforehand.'),
  ahead: z.array(attendeePoll).optional().describe('The polls that can be answered now, in any order; absent at the room\'s pace.'),
  until: z.int().optional().describe('When these close by themselves, in milliseconds since 1970; once they have, it stays until the slides move.'),
  plan: z.array(action.pick({ id: true, text: true, owner: true, due: true })).optional().describe('The actions, while the slide on screen shows them; attendees may offer to take those that nobody has.'),
  countdown: countdownView.optional().describe('Absent in the page itself, which is drawn once for all.'),
})

export const attendeeMessage = downMessage({
  about: 'What every phone shows: the same bytes for all. Sent on joining, and when the slide, the round, the reveal or the countdown changes.',
  to: ['attendee'],
  payload: attendeeView,
})

export type AttendeePoll = z.infer<typeof attendeePoll>
export type AttendeeView = z.infer<typeof attendeeView>
