import { z } from 'zod'
import { action, actionId, became } from '../../actions/schema.ts'
import { countdownView } from './countdown.ts'
import { downMessage } from './message.ts'
import { planView } from './plan.ts'
import { revision, role } from './shapes.ts'

/** The room, without its polls. */
export const roomView = z.strictObject({
  rev: revision,
  workshop: z.strictObject({
    id: z.string(),
    title: z.string(),
    startedAt: z.number().describe('Milliseconds since 1970.'),
    ended: z.boolean(),
    endedBy: z.string().optional().describe('The command that ended it, which `step:undo` undoes.'),
    shared: z.literal(true).optional().describe('Phones may read the results.'),
    roles: z.array(role),
    reactions: z.strictObject({ emoji: z.array(z.string()), on: z.boolean() }),
  }),
  plan: planView.optional().describe('Absent where the content has no routes.'),
  actions: z.strictObject({
    list: z.array(action),
    followed: z.record(actionId, became).optional().describe('What became of the actions of last time, as far as the facilitator decided it.'),
    undo: z.string().optional().describe('The last change of them, which `step:undo` takes back.'),
  }).optional().describe('What will be done after the workshop; absent before the first action.'),
  joinUrl: z.string().describe('The address that phones open, such as `http://192.168.1.20:4321/bcdfgh?k=Zx3_9aQe`.'),
  address: z.string().describe('What people may type instead, such as `192.168.1.20:4321`: without the code, while no other workshop is open.'),
  online: z.int().min(0).describe('Attendees who are connected now; several tabs of one attendee count once.'),
  facilitators: z.int().min(2).optional().describe('Browsers that are connected and may move the room; absent for one or none.'),
  size: z.int().min(0).describe('Those, and everybody who voted on the poll on screen without being connected now.'),
  seats: z.strictObject({ issued: z.int().min(1), taken: z.int().min(0) }).optional().describe('Absent where everybody may vote.'),
  stored: z.literal(false).optional().describe('Nothing can be stored now, and votes wait on the phones; absent while everything is in order.'),
  countdown: countdownView.optional(),
  pace: z.strictObject({
    now: z.enum(['room', 'self']).describe('`self`: polls are answered before the workshop.'),
    polls: z.int().min(0).describe('How many can be answered now.'),
    people: z.int().min(0).describe('Attendees who have answered any of them.'),
    all: z.int().min(0).describe('Attendees who have answered all of them.'),
    until: z.int().optional().describe('When they close by themselves, in milliseconds since 1970.'),
  }).optional().describe('Absent where no poll can be answered before the workshop.'),
  slide: z.strictObject({
    no: z.int().min(1).describe('The slide\'s number in the deck of the page that moved the room.'),
    key: z.string().optional().describe('Identifies the slide in decks where its number differs.'),
    clicks: z.int().min(0),
    poll: z.string().nullable(),
    plan: z.literal(true).optional().describe('It shows the actions, and phones list them.'),
    page: z.strictObject({ poll: z.string(), no: z.int().min(1), post: z.string().nullable() }).optional().describe('The page of a poll\'s result that is drawn, or the one text of it; absent for the first page.'),
    by: z.string().nullable().describe('The id of the command that moved it, so that its sender can recognise its own echo.'),
  }).describe('What is on screen.'),
}).meta({ id: 'RoomView' })

export const roomMessage = downMessage({
  about: 'The room changed: somebody joined, left or took a seat, the slide moved, a countdown was started or changed, the store cannot be reached or can be again, the workshop ended.',
  to: ['screen', 'facilitator'],
  payload: roomView,
})

export type RoomView = z.infer<typeof roomView>
