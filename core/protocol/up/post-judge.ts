import { z } from 'zod'
import { postCommand } from './post-command.ts'

export const postJudge = postCommand('post:judge', 'Lets something that an attendee wrote through to the screens, removes it, or puts it back among those that wait.', {
  verdict: z.enum(['shown', 'removed', 'waiting']),
  wording: z.string().min(1).max(1000).optional().describe('The words that the facilitator read, from the row\'s label: only these are let through. Absent: the row\'s label as it is now.'),
})
