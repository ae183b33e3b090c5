import { z } from 'zod'
import { downMessage } from './message.ts'

export const moveMessage = downMessage({
  about: 'This server ends. Connect again within this time, each page at a moment of its own: the address then leads to another server, or to this one once it is back. Commands are still answered until then.',
  to: ['attendee', 'screen', 'facilitator'],
  payload: z.strictObject({
    within: z.int().min(0).max(60_000).describe('Milliseconds'),
  }),
})
