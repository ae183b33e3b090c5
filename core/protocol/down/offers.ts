import { z } from 'zod'
import { actionId } from '../../actions/schema.ts'
import { downMessage } from './message.ts'

const offers = z.record(actionId, z.array(z.string())).describe('The names of those who would take an action, by its id, in the order in which they offered, 20 at most. Actions without an offer are absent.')

export const offersMessage = downMessage({
  about: 'Who would take which action. Sent on connecting, if somebody has offered, and whenever it changes. It is not in the log.',
  to: ['facilitator'],
  payload: offers,
})

export type Offers = z.infer<typeof offers>
