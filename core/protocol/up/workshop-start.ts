import { z } from 'zod'
import { pollDef, slug } from '../../poll.ts'
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
    roles: z.array(z.strictObject({ id: slug, label: z.string().min(1).max(40) })).max(8).optional().describe('What attendees may say they are; absent: nobody is asked.'),
    smallestGroup: z.int().min(3).optional().describe('Results by role leave out groups with fewer people; 5 when absent.'),
    reactions: z.array(z.string().min(1).max(16)).max(6).optional().describe('Emoji that phones may send; absent: none.'),
    rules: z.int().min(1).optional().describe('Under which rules the log goes on: 2 ranks options from earlier polls by one measure for all kinds; absent: as before, 1 at the start. [O1]'),
    opening: z.enum(['auto', 'manual']).describe('`auto`: entering a slide opens its idle poll. `manual`: the facilitator opens it.'),
  }),
})
