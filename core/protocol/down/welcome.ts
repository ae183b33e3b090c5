import { z } from 'zod'
import { baseline } from '../../compare/schema.ts'
import { downMessage } from './message.ts'
import { pollView } from './poll.ts'
import { roomView } from './room.ts'

/** Everything that a deck shows. An export contains the same shape. */
const welcome = z.strictObject({
  room: roomView,
  polls: z.array(pollView),
  baseline: baseline.optional().describe('The earlier workshop that this one is compared with.'),
  mayMove: z.boolean().describe('This connection carries the facilitator\'s cookie: it may move the slides.'),
})

export const welcomeMessage = downMessage({
  about: 'The whole state for a deck, on every connect and reconnect.',
  to: ['screen', 'facilitator'],
  payload: welcome,
})

export type Welcome = z.infer<typeof welcome>

/** What an export puts into the page of a deck. */
export interface DeckRecord extends Welcome {
  /** Every slide of the deck, not only what was run. */
  all: boolean
  /** The slides that were on screen, by their keys; by their numbers in old logs. */
  shown: string[]
}
