import { z } from 'zod'
import { downMessage } from './message.ts'

const reactions = z.record(z.string(), z.int().min(1)).describe('How often each emoji was sent since the message before.')

export const reactionsMessage = downMessage({
  about: 'Reactions of the room. The first goes out at once, further ones are gathered for 250 ms. They are not in the log.',
  to: ['screen', 'facilitator'],
  payload: reactions,
})

export type Reactions = z.infer<typeof reactions>
