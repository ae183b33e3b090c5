import { z } from 'zod'
import { pollDef } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

const polls = z.array(pollDef)

/** What a workshop starts with; the first entry of its log, so that an old log can be read after the content changed. */
export const workshopStart = upMessage({
  type: 'workshop:start',
  from: 'server',
  about: 'The first entry of a log: the title, the polls and how they open.',
  refusals: ['wrong_state'],
  payload: z.strictObject({
    type: z.literal('workshop:start'),
    id: commandId,
    workshop: z.string().regex(/^[\w-]+$/).max(64),
    title: z.string().min(1).max(120),
    polls,
    opening: z.enum(['auto', 'manual']).describe('`auto`: entering a slide opens its idle poll. `manual`: the facilitator opens it.'),
  }),
})
