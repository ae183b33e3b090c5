import { z } from 'zod'
import { answer } from '../up/ballot-cast.ts'
import { downMessage } from './message.ts'

/** The attendee's own ballots in current rounds, by round id. */
const ballots = z.record(z.string(), answer)

export const ballotsMessage = downMessage({
  about: 'The attendee\'s own ballots as the server counts them. On joining, after a `poll:restore`, and when another tab of the same attendee changed one.',
  to: ['attendee'],
  payload: ballots,
})

export type Ballots = z.infer<typeof ballots>
