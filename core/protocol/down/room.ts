import { z } from 'zod'
import { downMessage } from './message.ts'
import { revision } from './shapes.ts'

/** The room without its polls. */
export const roomView = z.strictObject({
  rev: revision,
  workshop: z.strictObject({
    id: z.string(),
    title: z.string(),
    /** Milliseconds since 1970. */
    startedAt: z.number(),
    ended: z.boolean(),
  }),
  /** The address that phones open, such as `http://192.168.1.20:4321`. */
  joinUrl: z.string(),
  /** Attendees who are connected now; several tabs of one attendee count once. */
  online: z.int().min(0),
  /** What is on screen. `by` is the command that moved it, so that its sender can tell its own echo. */
  slide: z.strictObject({ no: z.int().min(1), clicks: z.int().min(0), poll: z.string().nullable(), by: z.string().nullable() }),
})

export const roomMessage = downMessage({
  about: 'The room changed: somebody joined or left, the slide moved, the workshop ended.',
  to: ['screen', 'facilitator'],
  payload: roomView,
})

export type RoomView = z.infer<typeof roomView>
